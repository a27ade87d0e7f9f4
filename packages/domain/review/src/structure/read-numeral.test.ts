import { readChinese, readLetter, readOrdinal, readRoman } from './read-numeral.ts';

test.each([
  ['iv', 4],
  ['XIX', 19],
  ['xlii', 42],
  ['iiii', undefined],
  ['vx', undefined],
  ['', undefined],
])('the Roman numeral %p is %p', (text, value) => expect(readRoman(text)).toBe(value));

test.each([
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['一百零三', 103],
  ['一〇五', 105],
  ['五百八十五', 585],
  ['12', 12],
  ['条', undefined],
])('%p is %p', (text, value) => expect(readChinese(text)).toBe(value));

test('letters count on behind z by doubling, as Word does', () => {
  expect(['a', 'z', 'aa', 'BB', 'ab'].map(readLetter)).toEqual([1, 26, 27, 28, undefined]);
});

test('what follows Article may be a word', () => {
  expect(['four', 'Third', 'IX', '7', 'Products'].map(readOrdinal)).toEqual([4, 3, 9, 7, undefined]);
});
