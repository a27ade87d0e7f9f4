import { splitColumns } from './find-columns.ts';
import { findLines } from './find-lines.ts';
import { findParagraphs } from './find-paragraphs.ts';
import { findTables } from './find-tables.ts';
import { collectHyphenated, joinLines } from './join-lines.ts';
import { findMargins } from './page-margins.ts';
import { PaintedAreas } from './painted-areas.ts';
import { partFootnotes } from './part-footnotes.ts';
import type { Word } from './word.ts';

const font = { name: 'Helvetica', isBold: false };

/** Words of a line, six points a letter, one letter apart. */
function line(text: string, left: number, y: number, size = 12): Word[] {
  let x = left;
  return text.split(' ').map((word) => {
    const start = x;
    x += (word.length + 1) * 6;
    return {
      text: word,
      left: start,
      right: start + word.length * 6,
      y,
      size,
      font,
      angle: 0,
      isSpaced: true,
    };
  });
}
const textOf = (words: readonly Word[]) => findLines(words).map((found) => found.text);

test('two columns are read one after the other, under the title that spans both', () => {
  const words = line('A title that stands over both of the columns of this page here', 72, 60, 18);
  for (let row = 0; row < 8; row++) {
    words.push(...line(`left column line number ${row} here`, 72, 100 + row * 14));
    words.push(...line(`right column line number ${row} too`, 330, 100 + row * 14));
  }
  const regions = splitColumns(words).map(textOf);
  expect(regions).toHaveLength(3);
  expect(regions[1]!.every((text) => text.startsWith('left'))).toBe(true);
  expect(regions[2]!.every((text) => text.startsWith('right'))).toBe(true);
});

test('short cells side by side stay rows of a table', () => {
  const rows = ['Basic', 'Plus', 'Pro', 'Team', 'Firm', 'City', 'Land'];
  const words = rows.flatMap((name, row) => [
    ...line(name, 72, 100 + row * 16),
    ...line(`${row} EUR`, 300, 100 + row * 16),
  ]);
  const [region, ...others] = splitColumns(words);
  expect(others).toEqual([]);
  const [table] = findTables(findLines(region!));
  expect(table).toMatchObject({ kind: 'table', rows: rows.map((name, row) => [name, `${row} EUR`]) });
});

test('a raised mark stays in its line, and lines set over one another stay two', () => {
  const raised: Word = { text: '2', left: 96.5, right: 101, y: 95, size: 7, font, angle: 0, isSpaced: false };
  expect(textOf([...line('area', 72, 100), raised, ...line('more', 110, 100)])).toEqual(['area2 more']);
  expect(textOf([...line('below these', 72, 105), ...line('above those', 72, 100)])).toEqual([
    'above those',
    'below these',
  ]);
});

test('paragraphs end at gaps, after short last lines and before items', () => {
  const lines = [
    ...line('A first paragraph whose lines are all of about the same length', 72, 100),
    ...line('and which ends early.', 72, 114),
    ...line('The second one follows at once without any gap between the two', 72, 128),
    ...line('ends too.', 72, 142),
    ...line('• an item that runs over', 72, 156),
    ...line('two lines', 84, 170),
    ...line('After a gap.', 72, 206),
  ];
  const found = findParagraphs(findLines(lines));
  expect(found.map((paragraph) => [paragraph.lines.length, paragraph.isItem])).toEqual([
    [2, false],
    [2, false],
    [2, true],
    [1, false],
  ]);
});

test.each([
  [['the agree-', 'ment ends'], 'the agreement ends'],
  [['a long-', 'term plan'], 'a long-term plan'],
  [['sub-', 'Saharan'], 'sub-Saharan'],
  [['甲方应当', '付款。'], '甲方应当付款。'],
  [['付款', 'within 30 days'], '付款 within 30 days'],
])('joins %j', (lines, text) => {
  expect(joinLines(lines, collectHyphenated(['a long-term view']))).toBe(text);
});

test('headers that repeat go but for the first, page numbers go, pages are never emptied', () => {
  const pages = [1, 2, 3].map((page) => ({
    page,
    height: 800,
    regions: [
      findLines([
        ...line('ACME Handbook', 72, 40),
        ...line(`Body of page ${page} here`, 72, 400),
        ...line(`${page}`, 300, 780),
      ]),
    ],
  }));
  const left = findMargins(pages);
  const shown = pages.map(({ regions }) =>
    regions
      .flat()
      .filter((found) => !left.has(found))
      .map((found) => found.text),
  );
  expect(shown).toEqual([
    ['ACME Handbook', 'Body of page 1 here'],
    ['Body of page 2 here'],
    ['Body of page 3 here'],
  ]);
  const bare = [1, 2, 3].map((page) => ({
    page,
    height: 800,
    regions: [findLines(line('Same line', 72, 40))],
  }));
  expect(findMargins(bare).size).toBe(0);
});

test('text is hidden only where what lies behind it is known to have its colour', () => {
  const square = (x: number) => [0, x, 0, 1, x + 100, 0, 1, x + 100, 100, 1, x, 100, 3];
  const areas = new PaintedAreas();
  expect(areas.swallows('#ffffff', 50, 50)).toBe(true);
  areas.fill(square(0), [1, 0, 0, 1, 0, 0], '#000000');
  expect(areas.swallows('#ffffff', 50, 50)).toBe(false);
  expect(areas.swallows('#000000', 50, 50)).toBe(true);
  areas.image([100, 0, 0, 100, 200, 0]);
  expect(areas.swallows('#ffffff', 250, 50)).toBe(false);
  expect(areas.swallows('#000000', 500, 500)).toBe(false);
});

test('notes at the foot of a column follow the whole body; small print elsewhere stays', () => {
  const left = findLines([
    ...line('The fee is due within thirty days', 72, 100),
    ...line('of the date of the invoice', 72, 114),
    ...line('1 Banking days of the place of payment', 72, 700, 9),
    ...line('and no others', 80, 711, 9),
  ]);
  const right = findLines([
    ...line('and is paid by transfer only', 330, 100),
    ...line('small remark', 330, 130, 9),
  ]);
  const smallPrint = findLines(line('2 all of this is small', 72, 750, 9));
  const { regions, notes } = partFootnotes([left, right, smallPrint], 12);
  expect(regions.map((lines) => lines.map(({ text }) => text))).toEqual([
    ['The fee is due within thirty days', 'of the date of the invoice'],
    ['and is paid by transfer only', 'small remark'],
    ['2 all of this is small'],
  ]);
  expect(notes.map((lines) => lines.map(({ text }) => text))).toEqual([
    ['1 Banking days of the place of payment', 'and no others'],
  ]);
});
