import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Jieba } from '@node-rs/jieba';
import { chineseFunctionCharacters } from './stopwords.ts';

let segmenter: Jieba | undefined;

/**
 * Built at the first Chinese text: some .3 s and 35 MB. The package's own loader would keep 10 MB of text beside it,
 * half of it for a purpose that is not ours.
 */
function openSegmenter(): Jieba {
  const dictionary = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt');
  return Jieba.withDict(readFileSync(dictionary));
}

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
  segmenter ??= openSegmenter();
  for (const word of segmenter.cutForSearch(runs.join(' '), false)) {
    if (word !== ' ' && !chineseFunctionCharacters.has(word)) add(word);
  }
}

/** Chinese text cut into words, none left out and none twice, as a reader would cut it. */
export function chineseWords(text: string): string[] {
  segmenter ??= openSegmenter();
  return segmenter.cut(text, false);
}
