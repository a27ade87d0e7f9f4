import type { Span } from '@groundwork/kernel';
import { Converter } from 'opencc-js/t2cn';

/** A text made comparable, and where each of its code units came from. */
export interface FoldedText {
  readonly text: string;
  /** `text[i]` comes from the original's character at `starts[i]`…`ends[i]`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const toSimplified = Converter({ from: 't', to: 'cn' });
const folds = new Map<string, string>();

const punctuation: Readonly<Record<string, string>> = {
  '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '「': '"', '」': '"', '『': '"', '』': '"', '〝': '"', '〞': '"',
  '‘': "'", '’': "'", '‚': "'", '‛': "'", '`': "'", '´': "'",
  '–': '-', '—': '-', '‐': '-', '‑': '-', '‒': '-', '―': '-', '−': '-', '﹣': '-',
  '。': '.', '・': '·', '•': '·', '…': '...',
  'ς': 'σ', '½': '½', '¼': '¼', '¾': '¾',
}; // prettier-ignore

const han = /\p{Script=Han}/u;
/** Characters that Simplified keeps in some words and drops in others: folded everywhere, for comparing only. */
const variants: Readonly<Record<string, string>> = { 覆: '复', 藉: '借', 俱: '具', 著: '着' };
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/;

/** Width (NFKC), case, script (Traditional to Simplified) and the shapes of quotes and dashes, one character at a time. */
function foldCharacter(character: string): string {
  const known = folds.get(character);
  if (known !== undefined) return known;
  let folded = punctuation[character] ?? character.normalize('NFKC').toLowerCase();
  folded = [...folded].map((part) => punctuation[part] ?? part).join('');
  if (han.test(character)) folded = toSimplified(folded);
  folds.set(character, folded);
  return folded;
}

/**
 * Fold what does not change the meaning: width, case, Traditional/Simplified, quotes, dashes and white space (runs
 * become one blank; blanks beside a Chinese character and invisible characters go). Keeps a map back to the original, so
 * that whatever is found in the folded text can be cut out of the original byte for byte.
 */
export function foldText(original: string): FoldedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const append = (folded: string, start: number, end: number): void => {
    text += folded;
    for (let index = 0; index < folded.length; index += 1) {
      starts.push(start);
      ends.push(end);
    }
  };
  let offset = 0;
  let blankAt = -1;
  for (const character of original) {
    const start = offset;
    offset += character.length;
    if (invisible.test(character)) continue;
    if (/\s/.test(character)) {
      if (text !== '' && blankAt < 0) blankAt = start;
      continue;
    }
    if (blankAt >= 0 && !han.test(character) && !han.test(text.at(-1) ?? '')) append(' ', blankAt, start);
    blankAt = -1;
    append(foldCharacter(character), start, offset);
  }
  // Characters whose simple form depends on the word (乾燥, 乾隆; 答覆): by phrases, where these keep the length.
  const phrases = han.test(text) ? toSimplified(text) : text;
  const folded = phrases.length === text.length ? phrases : text;
  return {
    text: folded.replace(/[覆藉俱著]/gu, (character) => variants[character] ?? character),
    starts,
    ends,
  };
}

/** The folded text alone, for comparing and for keys. */
export function fold(original: string): string {
  return foldText(original).text;
}

/** The original's range for a non-empty range of the folded text; whole characters. */
export function originalSpan(folded: FoldedText, start: number, end: number): Span {
  return { start: folded.starts[start] ?? 0, end: folded.ends[end - 1] ?? 0 };
}
