import { readFileSync } from 'node:fs';
import { special, type UnigramModel, UnigramTokenizer } from './unigram-tokenizer.ts';

const model = JSON.parse(
  readFileSync(new URL('../../models/multilingual-e5-small/tokenizer.json', import.meta.url), 'utf8'),
) as UnigramModel;
const tokenizer = new UnigramTokenizer(model);
const pieces = (text: string) => tokenizer.encode(text).map((number) => model.pieces[number]);

test('the most probable pieces win, not the longest', () => {
  const toy = new UnigramTokenizer({
    pieces: ['<s>', '<pad>', '</s>', '<unk>', '▁', 'a', 'b', 'ab', '▁ab', '▁a'],
    scores: [0, 0, 0, 0, -1, -2, -2, -5, -9, -2],
    normalisation: {},
  });
  expect(toy.encode('ab')).toEqual([9, 6]);
});

test('words, figures and ideographs keep their pieces', () => {
  expect(pieces('Your leave: 14 days')).toEqual(['▁Your', '▁leave', ':', '▁14', '▁days']);
  expect(pieces('年假须提前申请').join('')).toBe('▁年假须提前申请');
  expect(pieces('年假須提前申請').join('')).toBe('▁年假須提前申請');
});

test('width, control characters and runs of space are normalised as the model was trained', () => {
  expect(pieces('Ｖｅｒｓｉｏｎ　２')).toEqual(pieces('Version 2'));
  expect(pieces('two   spaces\tand\u0001 a tab')).toEqual(pieces('two spaces and a tab'));
});

test('a character that no piece holds is seen to be unknown, and its neighbours stay', () => {
  expect(tokenizer.encode('leave 𓂀 days').filter((number) => number === special.unknown)).toHaveLength(1);
  expect(pieces('leave 𓂀 days')).toEqual(expect.arrayContaining(['▁leave', '▁days']));
});

test('any text is covered whole, in order', () => {
  for (const text of ['', 'a', '\u{1f600}', 'naïve café', '第十二条　甲方', 'x'.repeat(3_000)]) {
    expect(() => tokenizer.encode(text)).not.toThrow();
  }
  expect(pieces('supercalifragilisticexpialidocious').join('')).toBe('▁supercalifragilisticexpialidocious');
});
