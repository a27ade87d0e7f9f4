import { stemmer } from 'stemmer';
import { englishStopwords } from './stopwords.ts';

const stems = new Map<string, string>();
const maxStems = 100_000;

/** Porter's stem, remembered: a text uses few words often. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= maxStems) stems.clear();
  const stemmed = stemmer(word);
  stems.set(word, stemmed);
  return stemmed;
}

const english = /^[a-z]+$/;
const connector = /[^\p{L}\p{N}\p{M}]+/u;
const lettersConnector = /(?<!\d)[-./&_+:]|[-./&_+:](?!\d)/g;
/** A longer run of letters is data, not a word; document and query keep the same beginning of it. */
const longestTerm = 64;

/**
 * Terms of one run of letters and digits with connectors inside: its parts, and the whole where it has several.
 * The whole drops connectors between letters (e-mail → email, IL-6 → il6) and keeps them between digits, where
 * they change the number (3.2, 2024-01-05).
 */
export function latinTerms(run: string, add: (term: string) => void): void {
  const parts = run.split(connector).filter(Boolean);
  for (const part of parts) {
    if (!english.test(part)) add(part.slice(0, longestTerm));
    else if (!englishStopwords.has(part)) add(stemOf(part.slice(0, longestTerm)));
  }
  if (run.startsWith('§')) add(run.slice(0, longestTerm));
  if (parts.length > 1) add(wholeTerm(run));
}

/** The term of a run as a whole. */
function wholeTerm(run: string): string {
  const whole = run.includes('@') ? run : run.replace(/^§/, '').replace(lettersConnector, '');
  return (english.test(whole) ? stemOf(whole) : whole).slice(0, longestTerm);
}

const letter = /\p{L}/u;
const digit = /\p{N}/u;
const longNumber = /^(?!(?:19|20)\d\d$)\d{3,}$/;

/** The term of a run that names or counts one thing: letters with digits, several parts with digits, a long number that is no year. */
export function identifierTerm(run: string): string | undefined {
  const isNaming = digit.test(run) && (letter.test(run) || connector.test(run));
  return isNaming || longNumber.test(run) ? wholeTerm(run) : undefined;
}
