import { stemmer } from 'stemmer';
import { toSimplified } from '../to-simplified.ts';

const words = (list: string) => new Set(list.trim().split(/\s+/));

/** Words too common to say what a text is about. */
const stopwords = words(`
  a about all an and any are as at be been but by can could did do does for from had has have how i if in into is it
  its me my no not of on or our she should so some than that the their them then there these they this those to was
  we were what when where which who why will with would you your`);
const functionCharacters = words(
  '的 了 呢 吗 么 之 与 和 及 或 等 是 在 有 也 就 都 而 被 把 对 于 以 为 其 这 那 个 什 哪',
);

const token = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;
const han = /^\p{Script=Han}/u;

/** How much each kind of feature weighs; measured on vector-only retrieval. */
const weights = { word: 1, piece: 0.5, pair: 1, character: 0.8 } as const;

/**
 * What the hashing model sees in a text: stems of words and their four-letter pieces, pairs and single characters
 * of Chinese, folded in width, case and script. Each with its weight times 1 + ln(occurrences).
 */
export function textFeatures(text: string): { features: Map<string, number>; tokens: number } {
  const counts = new Map<string, { weight: number; count: number }>();
  const add = (feature: string, weight: number) => {
    const known = counts.get(feature);
    if (known) known.count += 1;
    else counts.set(feature, { weight, count: 1 });
  };
  let tokens = 0;
  for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(token)) {
    if (han.test(run)) tokens += addChinese(run, add);
    else if ((tokens += 1) && !stopwords.has(run)) addWord(run, add);
  }
  const features = new Map<string, number>();
  for (const [feature, { weight, count }] of counts) features.set(feature, weight * (1 + Math.log(count)));
  return { features, tokens };
}

type Add = (feature: string, weight: number) => void;

function addWord(word: string, add: Add): void {
  const stem = /^[a-z]+$/.test(word) ? stemmer(word) : word;
  add(stem, weights.word);
  const padded = `<${stem}>`;
  for (let i = 0; i + 4 <= padded.length; i++) add(padded.slice(i, i + 4), weights.piece);
}

function addChinese(run: string, add: Add): number {
  const characters = Array.from(toSimplified(run));
  for (const [i, character] of characters.entries()) {
    const next = characters[i + 1];
    if (next !== undefined) add(character + next, weights.pair);
    if (!functionCharacters.has(character)) add(character, weights.character);
  }
  return characters.length;
}
