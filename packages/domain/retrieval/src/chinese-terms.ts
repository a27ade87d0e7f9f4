import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { chineseFunctionCharacters } from './stopwords.ts';

let segmenter: Jieba | undefined;

/**
 * Terms of runs of characters that are written without spaces: every pair of neighbours, and jieba's words in
 * search mode, so that a word of two characters counts twice, as a pair and as a word. Pairs find what no
 * dictionary knows; words lift what is one idea above chance pairs. A word of one character counts unless it is
 * grammar; every character as a term would cost half as many postings again and gains nothing measurable.
 */
export function chineseTerms(runs: readonly string[], add: (term: string) => void): void {
  if (runs.length === 0) return;
  for (const run of runs) {
    const characters = Array.from(run);
    for (let i = 1; i < characters.length; i++) add(characters[i - 1]! + characters[i]!);
  }
  segmenter ??= Jieba.withDict(dict);
  for (const word of segmenter.cutForSearch(runs.join(' '), false)) {
    if (word !== ' ' && !chineseFunctionCharacters.has(word)) add(word);
  }
}
