import type { Block } from '@groundwork/ingestion';
import { compareContracts } from './compare-contracts.ts';
import type { ComparedContract } from './contract-part.ts';

type Piece = string | { readonly text: string; readonly kind?: Block['kind']; readonly page?: number };

function contract(pieces: readonly Piece[], more: Partial<ComparedContract> = {}): ComparedContract {
  const blocks: Block[] = [];
  let text = '';
  for (const piece of pieces) {
    const { text: content, kind = 'paragraph', page } = typeof piece === 'string' ? { text: piece } : piece;
    if (text) text += '\n\n';
    blocks.push({
      kind,
      span: { start: text.length, end: text.length + content.length },
      ...(page !== undefined && { page }),
    });
    text += content;
  }
  return { text, blocks, language: 'en', pages: 1, flags: [], ...more };
}

const clauses = [
  'SERVICES AGREEMENT',
  '1. Services. The Supplier shall provide the services described in Exhibit A with due care and skill.',
  '2. Fees. The Customer shall pay the fees within 30 days after receipt of an invoice. Late payments bear interest at 1.5% per month.',
  '3. Term. This Agreement begins on January 1, 2025 and continues for two years unless terminated earlier.',
  '4. Confidentiality. Neither party shall disclose the Confidential Information of the other party to any third person.',
  '5. Liability. The liability of either party is limited to the amount of $100,000 in the aggregate.',
];
const edited = (index: number, from: string, to: string) =>
  clauses.map((clause, at) => (at === index ? clause.replace(from, to) : clause));

function summary(before: ComparedContract, after: ComparedContract) {
  return compareContracts(before, after).changes.map(({ kind, segments, flags }) => ({
    kind,
    deleted: segments.filter((each) => each.kind === 'deleted').map(({ text }) => text.trim()),
    inserted: segments.filter((each) => each.kind === 'inserted').map(({ text }) => text.trim()),
    flags,
  }));
}

test('a contract does not differ from itself', () => {
  expect(compareContracts(contract(clauses), contract(clauses)).changes).toEqual([]);
});

test.each([
  ['a number', 2, '30 days', '60 days', { deleted: ['30'], inserted: ['60'] }, 'number'],
  ['a negation', 1, 'shall provide', 'shall not provide', { deleted: [], inserted: ['not'] }, 'negation'],
  ['a currency', 5, '$100,000', '€100,000', { deleted: ['$'], inserted: ['€'] }, 'currency'],
  ['a date', 3, 'January 1, 2025', 'March 1, 2025', { deleted: ['January'], inserted: ['March'] }, 'date'],
  ['a party', 2, 'The Customer', 'The Supplier', { deleted: ['Customer'], inserted: ['Supplier'] }, 'party'],
] as const)('%s is one flagged change of its paragraph', (_, index, from, to, words, flag) => {
  const changes = summary(contract(clauses), contract(edited(index, from, to)));
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({ kind: 'replaced', ...words });
  expect(changes[0]!.flags).toContain(flag);
});

test('a sentence that went, and a condition that came', () => {
  const gone = summary(
    contract(clauses),
    contract(edited(2, ' Late payments bear interest at 1.5% per month.', '')),
  );
  expect(gone).toMatchObject([
    { kind: 'replaced', deleted: ['Late payments bear interest at 1.5% per month.'], inserted: [] },
  ]);
  const came = summary(
    contract(clauses),
    contract(edited(1, 'with due', 'if the Customer so requests, with due')),
  );
  expect(came).toMatchObject([{ kind: 'replaced', deleted: [], inserted: ['if the Customer so requests,'] }]);
  expect(came[0]!.flags).toContain('condition');
});

test('a clause that came is one insertion, and the numbers after it are no changes', () => {
  const after = [
    ...clauses.slice(0, 2),
    '2. Audit. The Customer may audit the records of the Supplier once a year.',
    ...clauses.slice(2).map((clause) => clause.replace(/^\d/, (digit) => String(Number(digit) + 1))),
  ];
  const { changes, renumbered } = compareContracts(contract(clauses), contract(after));
  expect(changes.map(({ kind, after: side }) => [kind, side?.text.slice(0, 9)])).toEqual([
    ['inserted', '2. Audit.'],
  ]);
  expect(renumbered.map(({ before, after: now }) => [before, now])).toEqual([
    ['2.', '3.'],
    ['3.', '4.'],
    ['4.', '5.'],
    ['5.', '6.'],
  ]);
});

test('a clause that moved is a move, edited or not', () => {
  const order = [0, 1, 4, 2, 3, 5];
  const moved = order.map((index) => clauses[index]!);
  expect(compareContracts(contract(clauses), contract(moved)).changes.map(({ kind }) => kind)).toEqual([
    'moved',
  ]);
  const { changes } = compareContracts(
    contract(clauses),
    contract(moved.map((clause) => clause.replace('any third person', 'any competitor'))),
  );
  expect(changes.map(({ kind }) => kind)).toEqual(['moved-and-edited']);
  expect(changes[0]!.segments.filter(({ kind }) => kind !== 'equal').map(({ text }) => text)).toEqual([
    'third person',
    'competitor',
  ]);
});

test('a text set anew does not differ: lines, pages, hyphens, quotes, dashes, ligatures, width, running lines', () => {
  const before = contract([
    'The “Confidential Information” – as defined in the parties’ files – shall be kept secret for the whole term of this agreement.',
    '第一条　甲方应于2025年1月1日前支付价款（人民币）。',
  ]);
  const page = (number: number, ...lines: string[]) => [
    { text: 'Services Agreement', page: number },
    ...lines.map((text) => ({ text, page: number })),
    { text: `Page ${number} of 3`, page: number },
  ];
  const after = contract([
    ...page(
      1,
      'The "Conﬁdential Information" - as defined in the parties\' files - shall be kept se-\ncret for',
    ),
    ...page(2, 'the whole term of this agreement.', '第一条 甲方应于２０２５年１月'),
    ...page(3, '1日前支付价款(人民币).'),
  ]);
  expect(compareContracts(before, after).changes).toEqual([]);
  expect(compareContracts(after, before).changes).toEqual([]);
});

test('Chinese is compared character by character; the other script is said once', () => {
  const before = contract(['甲方应当在收到发票后三十日内支付合同价款。', '本合同适用中华人民共和国法律。'], {
    language: 'zh-Hans',
  });
  const edit = contract(['乙方应当在收到发票后六十日内支付合同价款。', '本合同适用中华人民共和国法律。'], {
    language: 'zh-Hans',
  });
  const [change, ...others] = compareContracts(before, edit).changes;
  expect(others).toEqual([]);
  expect(change!.flags).toEqual(expect.arrayContaining(['number', 'party']));
  const traditional = contract(
    ['甲方應當在收到發票後三十日內支付合同價款。', '本合同適用中華人民共和國法律。'],
    { language: 'zh-Hant' },
  );
  const { changes, script } = compareContracts(before, traditional);
  expect(changes).toEqual([]);
  expect(script).toEqual({ from: 'zh-Hans', to: 'zh-Hant', characters: 9 });
});

test('a table is compared cell by cell', () => {
  const table = (rows: string[][]) =>
    contract(['Prices', { kind: 'table', text: rows.map((row) => row.join('\t')).join('\n') }]);
  const rows = [
    ['Item', 'Price', 'Delivery'],
    ['Pump', '1,200', '30 days'],
    ['Valve', '300', '10 days'],
  ];
  const { changes } = compareContracts(
    table(rows),
    table([rows[0]!, ['Pump', '1,250', '30 days'], rows[2]!]),
  );
  expect(changes).toMatchObject([
    {
      kind: 'table-cell',
      part: 'table',
      before: { text: '1,200' },
      after: { text: '1,250' },
      cell: { row: 2, column: 2 },
    },
  ]);
  const shorter = compareContracts(table(rows), table(rows.slice(0, 2))).changes;
  expect(shorter).toMatchObject([
    { kind: 'deleted', part: 'table', before: { text: 'Valve\t300\t10 days' } },
  ]);
});

test('what recognition may have misread is doubtful; what weighs stays a change', () => {
  const scan = (pieces: string[]) =>
    contract(
      pieces.map((text) => ({ text, page: 1 })),
      {
        flags: [{ kind: 'recognized-text', page: 1, detail: '' }],
      },
    );
  const misread = compareContracts(contract(clauses), scan(edited(1, 'due care', 'due caro')));
  expect([misread.changes, misread.doubtful.map(({ reason }) => reason)]).toEqual([
    [],
    ['confusable-characters'],
  ]);
  const zero = compareContracts(contract(clauses), scan(edited(2, '30 days', '3O days')));
  expect(zero.doubtful.map(({ reason, flags }) => [reason, flags.includes('number')])).toEqual([
    ['confusable-characters', true],
  ]);
  const number = compareContracts(contract(clauses), scan(edited(2, '30 days', '80 days')));
  expect(number.changes.map(({ flags }) => flags.includes('number'))).toEqual([true]);
});

test('parts beside the body are compared apart, and those that cannot be are said', () => {
  const withParts = (footer: string, comment?: string): ComparedContract => {
    const base = contract([...clauses, footer]);
    const { span } = base.blocks.at(-1)!;
    return {
      ...base,
      parts: [
        { kind: 'footer', name: 'word/footer1.xml', text: footer, span },
        ...(comment === undefined
          ? []
          : [{ kind: 'comment' as const, name: 'word/comments.xml', text: comment, author: 'A' }]),
      ],
    };
  };
  const { changes, ledger } = compareContracts(withParts('Draft 1'), withParts('Draft 2', 'Check this.'));
  expect(changes.map(({ kind, part }) => [kind, part])).toEqual([
    ['replaced', 'footer'],
    ['inserted', 'comment'],
  ]);
  expect(ledger.find(({ part }) => part === 'footer')).toMatchObject({ status: 'compared', changes: 1 });
  const pdf = compareContracts(withParts('Draft 1'), contract(clauses));
  expect(pdf.changes).toEqual([]);
  expect(pdf.ledger.find(({ part }) => part === 'footer')).toMatchObject({ status: 'not-compared' });
});

test('segments make up both texts, and every quote is its span', () => {
  const after = contract([
    clauses[0]!,
    clauses[3]!.replace('two years', 'ten (10) years'),
    clauses[5]!,
    'New.',
    clauses[2]!,
  ]);
  const before = contract(clauses);
  const { changes } = compareContracts(before, after);
  expect(changes.length).toBeGreaterThan(2);
  for (const { before: old, after: fresh, segments } of changes) {
    const join = (side: 'before' | 'after', text: string) =>
      segments.map((each) => (each[side] ? text.slice(each[side].start, each[side].end) : '')).join('');
    if (old)
      expect([join('before', before.text), old.text]).toEqual([old.evidence!.quote, old.evidence!.quote]);
    if (fresh)
      expect([join('after', after.text), fresh.text]).toEqual([fresh.evidence!.quote, fresh.evidence!.quote]);
  }
});
