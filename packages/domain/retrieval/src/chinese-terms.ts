import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { chineseFunctionCharacters } from './stopwords.ts';

let segmenter: Jieba | undefined;

/**
 * Terms of runs of characters that are written without spaces: every pair of neighbours, every character that
 * means something alone, and jieba's words in search mode (which counts a word of two characters twice: once as
 * a pair, once as a word). Pairs find what no dictionary knows; words lift what is one idea above chance pairs.
 */
export function chineseTerms(runs: readonly string[], add: (term: string) => void): void {
  if (runs.length === 0) return;
  for (const run of runs) {
    const characters = Array.from(run);
    for (let i = 0; i < characters.length; i++) {
      const character = characters[i]!;
      if (i > 0) add(characters[i - 1]! + character);
      if (!chineseFunctionCharacters.has(character)) add(character);
    }
  }
  segmenter ??= Jieba.withDict(dict);
  for (const word of segmenter.cutForSearch(runs.join(' '), false)) if (word.length > 1) add(word);
}
