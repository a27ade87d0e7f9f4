import { CellLocator } from './cell-locator.ts';
import { chunkDocument } from './chunk-document.ts';
import type { Block } from './parsed-document.ts';

const text = 'Plan\tPrice\tNote\nA\t10\tx\nB\t20\ty\nC\t30\tz';
/** Row 6 and column C were not shown. */
const block: Block = {
  kind: 'table',
  span: { start: 0, end: text.length },
  cells: {
    sheet: 'Prices',
    runs: [
      { row: 4, rows: 2, columns: [1, 2, 4] },
      { row: 7, rows: 2, columns: [1, 2, 4] },
    ],
  },
};
const spanOf = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });

test.each([
  ['10', 'Prices!B5'],
  ['x', 'Prices!D5'],
  ['20\ty', 'Prices!B7:D7'],
  ['Price\tNote\nA', 'Prices!A4:D5'],
  ['z', 'Prices!D8'],
  [text, 'Prices!A4:D8'],
])('%j stands in %s', (part, range) => {
  expect(new CellLocator(text, block).rangeOf(spanOf(part))).toBe(range);
});

test.each([
  ['Q1 2026', "'Q1 2026'!B5"],
  ["Ann's", "'Ann''s'!B5"],
  ['价格表', '价格表!B5'],
  [undefined, 'B5'],
])('a sheet named %s', (sheet, range) => {
  const cells = { runs: block.cells!.runs, ...(sheet === undefined ? {} : { sheet }) };
  expect(new CellLocator(text, { ...block, cells }).rangeOf(spanOf('10'))).toBe(range);
});

test('a block that is no sheet has no cells', () => {
  expect(new CellLocator(text, { kind: 'table', span: block.span }).rangeOf(spanOf('10'))).toBeUndefined();
});

test.each([
  [1, 'A'],
  [26, 'Z'],
  [27, 'AA'],
  [702, 'ZZ'],
  [703, 'AAA'],
  [16_384, 'XFD'],
])('column %d is %s', (column, name) => {
  expect(CellLocator.columnName(column)).toBe(name);
});

test('every chunk of a sheet names the cells it holds', () => {
  const rows = ['Plan\tPrice', ...Array.from({ length: 400 }, (_, row) => `Plan ${row}\t${row} EUR`)];
  const all = rows.join('\n');
  const cells = { sheet: 'Prices', runs: [{ row: 1, rows: rows.length, columns: [1, 2] }] };
  const chunks = chunkDocument({
    mediaType: 'text/csv',
    text: all,
    blocks: [{ kind: 'table', span: { start: 0, end: all.length }, cells }],
    pages: 1,
    flags: [],
  });
  expect(chunks.length).toBeGreaterThan(2);
  let next = 1;
  for (const chunk of chunks) {
    const lines = chunk.text.split('\n').length;
    expect(chunk.cells).toBe(`Prices!A${next}:B${next + lines - 1}`);
    next += lines;
  }
});
