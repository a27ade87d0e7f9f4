import type { Phrase } from './chunk-index.ts';
import { analyzeText } from './analyze-text.ts';
import { phraseForm } from './phrase-form.ts';

const quotation =
  /"([^"\n]+)"|“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|《([^《》]+)》|＂([^＂]+)＂/gu;
const longest = 200;
const most = 8;
const outerPunctuation = /^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu;

/** What a query puts between quotation marks, of any kind or as the title of a work: it wants these very words. */
export function quotedPhrases(query: string): Phrase[] {
  const phrases = new Map<string, Phrase>();
  for (const match of query.matchAll(quotation)) {
    const quoted = match.slice(1).find((group) => group !== undefined) ?? '';
    const form = phraseForm(quoted.replace(outerPunctuation, ''));
    const terms = analyzeText(quoted);
    // A mark that stands beside a space opens nothing: inches, or one that was never closed.
    if (/^\s|\s$/.test(quoted) || form.length > longest || terms.size === 0 || phrases.size === most)
      continue;
    phrases.set(form, { form, terms, counts: 'all-terms' });
  }
  return [...phrases.values()];
}
