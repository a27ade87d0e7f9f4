import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import { defaultParseLimits } from '@groundwork/ingestion';
import { compareContracts, evidenceAt, type ContractText, type Suggestion } from '@groundwork/review';
import { strFromU8, unzipSync } from 'fflate';
import {
  documentLines,
  readContractParts,
  redlineFindings,
  redlineVersions,
  resolveChanges,
  type NotedFinding,
} from '../src/index.ts';
import { p, table, wordFile } from './word-file.ts';

const fileName = 'contract.docx';
const date = new Date('2025-03-04T05:06:07Z');
let parser: ChildProcessDocumentParser;
beforeAll(() => {
  parser = new ChildProcessDocumentParser({ processes: 1 });
});
afterAll(() => parser.close());

async function read(content: Uint8Array): Promise<ContractText> {
  return { ...(await parser.parse({ content, fileName }, { limits: defaultParseLimits })), language: 'en' };
}

const numbering = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`;
const numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
const note = '<w:r><w:footnoteReference w:id="2"/></w:r>';
const original = wordFile(
  [
    p('SERVICES |AGREEMENT'),
    p('The Supplier shall provide the |services| with due care.', numbered).replace(
      '</w:p>',
      `${note}</w:p>`,
    ),
    p('The Customer shall pay within |30| days. Late payments bear interest.', numbered),
    p('This clause will go.', numbered),
    p('Neither party is liable for indirect loss.', numbered),
    table([
      ['Item', 'Price'],
      ['Pump', '1,200'],
      ['Valve', '300'],
    ]),
    '<w:p><w:r><w:t xml:space="preserve">Pending: </w:t></w:r><w:ins w:id="7" w:author="A" w:date="2024-01-01T00:00:00Z"><w:r><w:t>new words</w:t></w:r></w:ins><w:del w:id="8" w:author="A" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>old words</w:delText></w:r></w:del></w:p>',
    p('Signed on the |date| above.'),
  ].join(''),
  {
    numbering,
    footnotes: `<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">${p('As listed in Exhibit A.')}</w:footnote>`,
    header1: p('Draft of 1 May'),
    comments: `<w:comment w:id="3" w:author="B" w:date="2024-01-02T00:00:00Z">${p('Please check.')}</w:comment>`,
  },
);

const finding = (
  contract: ContractText,
  quote: string,
  suggestion?: Pick<Suggestion, 'kind' | 'text'>,
): NotedFinding => {
  const start = contract.text.indexOf(quote);
  const evidence = evidenceAt(contract, { start, end: start + quote.length });
  return {
    key: quote,
    title: `About "${quote}"`,
    rationale: 'Because.',
    severity: 'high',
    evidence: [evidence],
    ...(suggestion && { suggestion: { ...suggestion, at: evidence } }),
  };
};

const edits: readonly [string, string, Pick<Suggestion, 'kind' | 'text'>, (lines: string[]) => string[]][] = [
  [
    'words across runs',
    'within 30 days',
    { kind: 'replace', text: 'within 60 days' },
    swap('within 30 days', 'within 60 days'),
  ],
  [
    'a part of one run',
    'due care',
    { kind: 'replace', text: 'reasonable skill & care' },
    swap('due care', 'reasonable skill & care'),
  ],
  [
    'a deleted sentence',
    ' Late payments bear interest.',
    { kind: 'delete', text: '' },
    swap(' Late payments bear interest.', ''),
  ],
  [
    'a deleted clause',
    'This clause will go.',
    { kind: 'delete', text: '' },
    (lines) => lines.filter((line) => !line.includes('will go')),
  ],
  ['a cell', '1,200', { kind: 'replace', text: '1,250' }, swap('1,200', '1,250')],
  ['a footnote', 'Exhibit A', { kind: 'replace', text: 'Exhibit B' }, swap('Exhibit A', 'Exhibit B')],
  ['a header', '1 May', { kind: 'replace', text: '2 May' }, swap('1 May', '2 May')],
  [
    'words after a sentence',
    'The Customer shall pay within 30 days.',
    { kind: 'insert-after', text: 'Invoices are monthly.' },
    swap('within 30 days.', 'within 30 days. Invoices are monthly.'),
  ],
  [
    'a clause after a clause',
    'Neither party is liable for indirect loss.',
    { kind: 'insert-after', text: 'First new clause.\nSecond new clause.' },
    (lines) =>
      lines.flatMap((line) =>
        line.includes('indirect') ? [line, 'body: First new clause.', 'body: Second new clause.'] : [line],
      ),
  ],
  [
    'the last paragraph',
    'Signed on the date above.',
    { kind: 'insert-after', text: 'After the end.' },
    (lines) => lines.flatMap((line) => (line.includes('Signed') ? [line, 'body: After the end.'] : [line])),
  ],
  [
    'words within a pending insertion',
    'new',
    { kind: 'replace', text: 'other' },
    swap('new words', 'other words'),
  ],
];

function swap(from: string, to: string): (lines: string[]) => string[] {
  return (lines) => lines.map((line) => line.replace(from, to));
}

test.each(edits)(
  '%s: accepting gives the suggestion, refusing the original',
  async (_, quote, suggestion, expected) => {
    const contract = await read(original);
    const redline = redlineFindings({
      content: original,
      fileName,
      contract,
      findings: [finding(contract, quote, suggestion)],
      author: 'Reviewer',
      date,
    });
    expect([redline.edits, redline.refused.filter(({ what }) => what === 'suggestion')]).toEqual([1, []]);
    const ours = (how: 'accept' | 'reject') =>
      documentLines(resolveChanges(redline.content, how, { fileName, author: 'Reviewer' }), fileName);
    expect(ours('reject')).toEqual(documentLines(original, fileName));
    expect(ours('accept')).toEqual(expected(documentLines(original, fileName)));
  },
);

test('many findings at once: comments are anchored, overlaps and foreign quotes are refused and named', async () => {
  const contract = await read(original);
  const findings = [
    finding(contract, 'within 30 days', { kind: 'replace', text: 'within 45 days' }),
    finding(contract, '30 days. Late', { kind: 'replace', text: '10 days. Late' }),
    finding(contract, 'services with due', { kind: 'replace', text: 'work with great' }),
    { ...finding(contract, 'Pump'), evidence: [], searched: 'liability, 5 clauses' },
    {
      ...finding(contract, 'Valve'),
      key: 'foreign',
      evidence: [{ span: { start: 3, end: 9 }, quote: 'absent' }],
    },
  ];
  const redline = redlineFindings({
    content: original,
    fileName,
    contract,
    findings,
    author: 'Reviewer',
    date,
  });
  expect(redline).toMatchObject({ comments: 4, edits: 2 });
  expect(redline.refused).toEqual([
    { key: 'foreign', what: 'comment', reason: 'not-anchored' },
    { key: '30 days. Late', what: 'suggestion', reason: 'overlaps' },
  ]);
  const files = unzipSync(redline.content);
  const [body, comments] = ['word/document.xml', 'word/comments.xml'].map((name) => strFromU8(files[name]!));
  const ids = [...comments!.matchAll(/<w:comment w:id="(\d+)"/g)].map(([, id]) => id);
  expect(ids).toEqual(['3', '4', '5', '6', '7']);
  for (const id of ids.slice(1))
    for (const name of ['commentRangeStart', 'commentRangeEnd', 'commentReference'])
      expect(body!.split(`<w:${name} w:id="${id}"/>`)).toHaveLength(2);
  const numbers = [...body!.matchAll(/<w:(?:ins|del) w:id="(\d+)"/g)].map(([, id]) => id);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('a redline of two versions leads from one to the other', () => {
  const changed = wordFile(
    [
      p('SERVICES AGREEMENT'),
      p('Preamble that was not there.'),
      p('The Supplier shall provide the services with great care.', numbered).replace(
        '</w:p>',
        `${note}</w:p>`,
      ),
      p('Neither party is liable for indirect loss or lost profit.', numbered),
      p('The Customer shall pay within 60 days. Late payments bear interest.', numbered),
      table([
        ['Item', 'Price'],
        ['Pump', '1,250'],
        ['Motor', '900'],
        ['Valve', '300'],
      ]),
      p('Pending: new words'),
      p('Signed on another date.'),
      p('Added at the end.'),
    ].join(''),
    {
      numbering,
      footnotes: `<w:footnote w:id="2">${p('As listed in Exhibit B.')}</w:footnote>`,
      header1: p('Draft of 2 May'),
    },
  );
  for (const [before, after] of [
    [original, changed],
    [changed, original],
    [original, original],
  ] as const) {
    const redline = redlineVersions({ before, after, fileName, author: 'Reviewer', date });
    expect(redline.unapplied).toEqual([]);
    const resolved = (how: 'accept' | 'reject') =>
      documentLines(resolveChanges(redline.content, how, { fileName }), fileName);
    expect(resolved('accept')).toEqual(documentLines(after, fileName));
    expect(resolved('reject')).toEqual(documentLines(before, fileName));
    expect(redline.edits > 0).toBe(before !== after);
  }
});

test('parts beside the text are read with their place, author and date, and compare', async () => {
  const contract = await read(original);
  const parts = readContractParts(original, contract, fileName);
  expect(parts.map(({ kind, text, author }) => [kind, text, author])).toEqual([
    ['footnote', 'As listed in Exhibit A.', undefined],
    ['header', 'Draft of 1 May', undefined],
    ['tracked-insertion', 'new words', 'A'],
    ['tracked-deletion', 'old words', 'A'],
    ['comment', 'Please check.', 'B'],
  ]);
  for (const { kind, text, span } of parts)
    if (span) expect([kind, contract.text.slice(span.start, span.end)]).toEqual([kind, text]);
  const accepted = resolveChanges(original, 'accept', { fileName });
  const other = await read(accepted);
  const { changes } = compareContracts(
    { ...contract, parts },
    { ...other, parts: readContractParts(accepted, other, fileName) },
  );
  expect(changes.map(({ part, kind }) => [part, kind])).toEqual([
    ['tracked-insertion', 'deleted'],
    ['tracked-deletion', 'deleted'],
  ]);
});

test('what is no DOCX is refused by name', () => {
  const input = { fileName, author: 'Reviewer', date };
  const broken = new Uint8Array([0x50, 0x4b, 1, 2, 3]);
  expect(() => redlineVersions({ ...input, before: broken, after: broken })).toThrow(
    expect.objectContaining({ code: 'document.broken' }),
  );
  expect(() => redlineVersions({ ...input, before: new Uint8Array(4), after: original })).toThrow(
    expect.objectContaining({ code: 'document.unsupported' }),
  );
});
