import { decodeCharacters } from './decode-characters.ts';

const alphabet = ['a', 'b', '條'];
const read = (classes: number[]) =>
  decodeCharacters(
    classes,
    classes.map(() => 0.9),
    alphabet,
  )
    .map(({ text }) => text)
    .join('');

test('repeats are one character unless a blank parts them; the last class is the space', () => {
  expect(read([0, 1, 1, 0, 1, 4, 2, 2, 3, 0])).toBe('aa b條');
});

test('a character stands in the middle of its steps, as sure as the surest of them', () => {
  const [first, second] = decodeCharacters([1, 1, 0, 2], [0.5, 0.8, 1, 0.7], alphabet);
  expect(first).toEqual({ text: 'a', at: 0.25, confidence: 0.8 });
  expect(second).toEqual({ text: 'b', at: 0.875, confidence: 0.7 });
});
