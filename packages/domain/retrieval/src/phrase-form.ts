import type { StoredPassage } from './chunk-index.ts';
import { foldText } from './fold-text.ts';
import { unspaced } from './unspaced-scripts.ts';

const besideUnspaced = new RegExp(`(?<=[${unspaced}])\\s+|\\s+(?=[${unspaced}])`, 'gu');
const wordEdge = new RegExp(`(?![${unspaced}])[\\p{L}\\p{N}\\p{M}]`, 'u');

/**
 * A text as phrases are compared: folded, hyphens as spaces, and no spaces beside characters that are written
 * without them, so that a line's end parts nothing.
 */
export function phraseForm(text: string): string {
  return foldText(text)
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/[\s_‐‑-]+/gu, ' ')
    .replace(besideUnspaced, '')
    .trim();
}

/** Whether a text holds a phrase, both in phrase form, and not merely within longer words. */
export function holdsPhrase(text: string, phrase: string): boolean {
  if (phrase === '') return false;
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    if (!joins(text[at - 1], phrase[0]) && !joins(phrase.at(-1), text[at + phrase.length])) return true;
  }
  return false;
}

/** The fields of a Passage in phrase form, to look for several phrases in. */
export function phraseFields({ title, headingPath, text }: StoredPassage): string[] {
  return [title, ...headingPath, text].map(phraseForm);
}

function joins(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && wordEdge.test(before) && wordEdge.test(after);
}
