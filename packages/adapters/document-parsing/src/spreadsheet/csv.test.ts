import { CellLocator } from '@groundwork/ingestion';
import { expectWellFormed } from '@groundwork/testing';
import { readCsv } from './read-csv.ts';

const read = (text: string, fileName = 'a.csv') => {
  const parsed = readCsv({ text, encoding: 'utf-8', isGuessed: false }, fileName);
  expectWellFormed(parsed);
  return parsed;
};

test.each([
  ['commas', 'a,b\n1,2\n', 'a\tb\n1\t2'],
  ['semicolons beside decimal commas', 'a;b\n1,5;2,5\n3,5;4,5', 'a\tb\n1,5\t2,5\n3,5\t4,5'],
  ['tabs', 'a\tb\n1, 2\t3', 'a\tb\n1, 2\t3'],
  ['bars', 'a|b\n1|2', 'a\tb\n1\t2'],
  ['a directive', 'sep=;\na;b,c', 'a\tb,c'],
  ['quoted delimiters, marks and line ends', 'a,b\r\n"x, ""y""\nz",2\r\n', 'a\tb\nx, "y" z\t2'],
  ['rows of different length', 'a,b,c\n1\n1,2,3', 'a\tb\tc\n1\n1\t2\t3'],
  ['empty rows', 'a,b\n\n,\n1,2', 'a\tb\n1\t2'],
  ['an empty corner', ',Q1,Q2\nNorth,1,2', '·\tQ1\tQ2\nNorth\t1\t2'],
  ['one column', 'name\nAnn\nBob', 'name\nAnn\nBob'],
])('reads %s', (_, text, shown) => {
  expect(read(text)).toMatchObject({ text: shown, flags: [] });
});

test('a file named as tab-separated keeps its commas', () => {
  expect(read('a,b\tc,d\n1,2\t3,4', 'a.tsv')).toMatchObject({
    text: 'a,b\tc,d\n1,2\t3,4',
    mediaType: 'text/tab-separated-values',
  });
});

test('every value is known by its cell, empty rows counted', () => {
  const parsed = read('a,b\n\n1,2');
  const start = parsed.text.indexOf('2');
  expect(new CellLocator(parsed.text, parsed.blocks[0]!).rangeOf({ start, end: start + 1 })).toBe('B3');
});

test('a quotation mark that is never closed is text, and said to be so', () => {
  const parsed = read('a,b\n1,"two\n3,"four"\n');
  expect(parsed.text).toBe('a\tb\n1\t"two\n3\tfour');
  expect(parsed.flags).toEqual([
    expect.objectContaining({ kind: 'malformed', detail: expect.stringContaining('row 2') }),
  ]);
});

test('marks inside a quoted field that are not doubled are kept and counted', () => {
  const parsed = read('a,b\n"the "big" one",2');
  expect(parsed.text).toBe('a\tb\nthe "big" one\t2');
  expect(parsed.flags).toEqual([expect.objectContaining({ kind: 'malformed' })]);
});

test('a file of nothing but unclosed marks is read in one pass', () => {
  const parsed = read('"a b\n'.repeat(200_000) + 'end');
  expect(parsed.text.endsWith('end')).toBe(true);
});
