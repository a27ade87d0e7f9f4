import { chineseNumberTerms } from './chinese-numerals.ts';
import { chineseTerms } from './chinese-terms.ts';
import { foldText } from './fold-text.ts';
import { identifierTerms, numeral } from './identifier-terms.ts';
import { identifierTerm, latinTerms } from './latin-terms.ts';
import { unspaced } from './unspaced-scripts.ts';

const token = new RegExp(
  `[${unspaced}]+|§?(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+(?:[-./@:+&_](?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+)*`,
  'gu',
);
const startsUnspaced = new RegExp(`^[${unspaced}]`, 'u');

/**
 * The terms of a text with how often each occurs: what BM25 counts, the same for documents and queries, in any mix
 * of languages. Width, case, accents and Traditional characters are folded; English is stemmed and loses its
 * stopwords; Chinese gives words, pairs and characters; identifiers stay whole beside their parts.
 *
 * @example analyzeText('第十二条') // holds 第12条, 第十, 十二, 二条, …
 */
export function analyzeText(text: string): Map<string, number> {
  const terms = new Map<string, number>();
  const add = (term: string) => terms.set(term, (terms.get(term) ?? 0) + 1);
  const folded = foldNumbers(text);
  const runs: string[] = [];
  for (const [run] of folded.matchAll(token)) {
    if (startsUnspaced.test(run)) runs.push(run);
    else latinTerms(run, add);
  }
  for (const term of identifierTerms(folded)) add(term);
  if (runs.length > 0) for (const term of chineseNumberTerms(folded)) add(term);
  chineseTerms(runs, add);
  return terms;
}

/** Of the terms of a text, those that name or count one thing, which are worth more to a query than their fragments. */
export function identifiersOf(text: string): Set<string> {
  const folded = foldNumbers(text);
  if (!numeral.test(folded)) return new Set();
  const found = new Set([...identifierTerms(folded), ...chineseNumberTerms(folded)]);
  for (const [run] of folded.matchAll(token)) {
    const term = startsUnspaced.test(run) ? undefined : identifierTerm(run);
    if (term !== undefined) found.add(term);
  }
  return found;
}

function foldNumbers(text: string): string {
  return foldText(text).replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
}
