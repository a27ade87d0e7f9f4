import { zipSync, type Zippable } from 'fflate';
import { defaultParseLimits, type ParsedDocument } from '@groundwork/ingestion';
import { formatNumber } from './format-number.ts';
import { readDocx } from './read-docx.ts';

const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function docx(body: string, parts: Record<string, string> = {}): Uint8Array {
  const relations = Object.keys(parts).map(
    (part, index) =>
      `<Relationship Id="r${index}" Type="${type}/${part.replace(/\d*\.xml$/, '')}" Target="${part}"/>`,
  );
  const files: Record<string, string> = {
    '_rels/.rels': `<Relationships><Relationship Id="r" Type="${type}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document ${namespace}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    ...Object.fromEntries(Object.entries(parts).map(([part, xml]) => [`word/${part}`, xml])),
  };
  const encoded = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]);
  return zipSync(Object.fromEntries(encoded) as Zippable);
}

const read = (content: Uint8Array) =>
  readDocx(
    { content, fileName: 'a.docx' },
    { limits: defaultParseLimits, skipPages: new Set(), onPage: () => {} },
  );
const blocksOf = (parsed: ParsedDocument) =>
  parsed.blocks.map(({ kind, level, span }) => [
    level === undefined ? kind : `${kind} ${level}`,
    parsed.text.slice(span.start, span.end),
  ]);
const p = (text: string, properties = '', run = '') =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${run}</w:rPr><w:t>${text}</w:t></w:r></w:p>`;

const level = (depth: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
const numbering =
  `<w:numbering ${namespace}><w:abstractNum w:abstractNumId="0">${level(0, 'chineseCounting', '第%1条')}${level(1, 'decimal', '%1.%2', '<w:isLgl/>')}` +
  `</w:abstractNum><w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '•')}</w:abstractNum>` +
  `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`;
const numbered = (list: number, depth: number) =>
  `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr>`;

test('automatic numbers become text, level by level', async () => {
  const body = [
    p('甲方', numbered(1, 0)),
    p('乙方', numbered(1, 0)),
    p('细则', numbered(1, 1)),
    p('丙方', numbered(1, 0)),
    p('dot', numbered(2, 0)),
  ];
  expect(blocksOf(await read(docx(body.join(''), { 'numbering.xml': numbering })))).toEqual([
    ['list-item 1', '第一条 甲方'],
    ['list-item 1', '第二条 乙方'],
    ['list-item 2', '2.1 细则'],
    ['list-item 1', '第三条 丙方'],
    ['list-item 1', 'dot'],
  ]);
});

test('headings come from styles, through what they are based on', async () => {
  const styles =
    `<w:styles ${namespace}><w:style w:styleId="H"><w:name w:val="heading 2"/></w:style>` +
    '<w:style w:styleId="Own"><w:name w:val="Mine"/><w:basedOn w:val="H"/></w:style></w:styles>';
  const parsed = await read(
    docx(p('Scope', '<w:pStyle w:val="Own"/>') + p('Text.'), { 'styles.xml': styles }),
  );
  expect(blocksOf(parsed)).toEqual([
    ['heading 2', 'Scope'],
    ['paragraph', 'Text.'],
  ]);
});

test('tables are read row by row, notes follow their paragraph, deletions are gone', async () => {
  const row = (...cells: string[]) =>
    `<w:tr>${cells.map((cell) => `<w:tc>${p(cell)}</w:tc>`).join('')}</w:tr>`;
  const note = `<w:footnotes ${namespace}><w:footnote w:id="2">${p('A note.')}</w:footnote></w:footnotes>`;
  const body =
    `<w:p><w:r><w:t>See</w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t> here</w:t></w:r></w:ins>` +
    `<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:tbl>${row('Plan', 'Price')}${row('A', '1')}</w:tbl>`;
  expect(blocksOf(await read(docx(body, { 'footnotes.xml': note })))).toEqual([
    ['paragraph', 'See here'],
    ['paragraph', 'A note.'],
    ['table', 'Plan\tPrice\nA\t1'],
  ]);
});

test.each([
  ['<w:vanish/>'],
  ['<w:color w:val="FFFFFF"/>'],
  ['<w:sz w:val="2"/>'],
  ['<w:color w:val="000000"/><w:shd w:fill="000000"/>'],
])('a run with %s is left out and flagged', async (run) => {
  const parsed = await read(docx(p('Shown.') + p('secret', '', run)));
  expect(parsed.text).toBe('Shown.');
  expect(parsed.flags.map((flag) => flag.kind)).toEqual(['hidden-text']);
});

test.each([
  ['<w:vanish w:val="0"/>'],
  ['<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>'],
  ['<w:color w:val="auto"/>'],
])('a run with %s is shown', async (run) => {
  expect(await read(docx(p('shown', '', run)))).toMatchObject({ text: 'shown', flags: [] });
});

test('an archive that is no Office document is named as what it is', async () => {
  await expect(read(zipSync({ 'notes.txt': new Uint8Array(1) }))).rejects.toMatchObject({
    code: 'document.unsupported',
    message: expect.stringContaining('an archive'),
  });
});

test.each([
  [4, 'lowerRoman', 'iv'],
  [1_994, 'upperRoman', 'MCMXCIV'],
  [28, 'upperLetter', 'BB'],
  [10, 'chineseCounting', '十'],
  [21, 'chineseCounting', '二十一'],
  [103, 'chineseCountingThousand', '一百零三'],
  [7, 'decimalZero', '07'],
  [3, 'decimalEnclosedCircle', '③'],
  [5, 'unheard', '5'],
])('%d in %s is %s', (value, format, text) => {
  expect(formatNumber(value, format)).toBe(text);
});
