import { toArabicDigits } from './chinese-numerals.ts';
import { dateTerms } from './date-terms.ts';

/** Hong Kong identity card: one or two letters, six digits, a check digit or A, mostly in brackets. */
const identityCard = /(?<![\p{L}\p{N}])([a-z]{1,2}) ?(\d{6}) ?(?:\(([\da])\)|([\da])(?![\p{L}\p{N}]))/gu;
/** Unified social credit code (GB 32100-2015), whole or in groups. */
const creditCode = /(?<![a-z0-9])[\da-gny][\d](?:[ -]?\d){6}(?:[ -]?[\da-hj-npqrtuwxy]){10}(?![a-z0-9])/g;
/** Chapters of ordinances and articles in English, which Chinese writes as 第486章 and 第12条. */
const division =
  /(?<![\p{L}\p{N}])(cap(?:\.|ap)? ?|chapters? |articles? |art\. ?)(\d{1,4}[a-z]{0,2})(?![\p{L}\p{N}]|[.:/-]\d)/gu;
/** 5万, 1.5亿. */
const grouped = /(\d+(?:\.\d+)?) ?([万亿])/g;

/**
 * One spelling for identifiers that are written in several ways, in terms of their own beside those of their parts:
 * identity card numbers without brackets, credit codes without gaps, chapters and articles of English texts as Chinese
 * writes them, dates as ISO 8601, large amounts in digits.
 */
export function identifierTerms(folded: string): string[] {
  if (!numeral.test(folded)) return [];
  const terms = dateTerms(folded);
  // Each looks for something rare; a glance at what it must hold spares most texts the search.
  if (/\d{6}/.test(folded)) terms.push(...identityCardTerms(folded));
  if (/\d{4}/.test(folded)) terms.push(...creditCodeTerms(folded));
  if (/chap|cap|art/.test(folded)) terms.push(...divisionTerms(folded));
  if (/[万亿]/.test(folded)) terms.push(...groupedTerms(folded));
  return terms;
}

/** Whether a text may hold an identifier at all. */
export const numeral = /[\p{N}〇零一二三四五六七八九十百千万亿两]/u;

/** The number is looked for with and without its check digit; as written, it is a term already. */
function identityCardTerms(folded: string): string[] {
  return [...folded.matchAll(identityCard)].flatMap(
    ([written, letters = '', digits = '', bracketed, bare]) => {
      const check = bracketed ?? bare;
      if (check !== identityCheckDigit(letters, digits)) return [];
      return [letters + digits + check, letters + digits].filter((term) => term !== written);
    },
  );
}

function creditCodeTerms(folded: string): string[] {
  return [...folded.matchAll(creditCode)].flatMap(([written]) => {
    const code = written.replace(/[ -]/g, '');
    return code !== written && hasCreditCheck(code) ? [code] : [];
  });
}

function divisionTerms(folded: string): string[] {
  return [...folded.matchAll(division)].map(
    ([, word = '', number = '']) => `第${number}${word.startsWith('a') ? '条' : '章'}`,
  );
}

function groupedTerms(folded: string): string[] {
  return [...folded.matchAll(grouped)].map(([, number = '', group = '']) =>
    String(Math.round(Number(number) * Number(toArabicDigits(`一${group}`)))),
  );
}

/** Weights 9 to 2 over two letters (a missing one counts 36) and six digits, modulo 11; 10 is written A. */
function identityCheckDigit(letters: string, digits: string): string {
  const value = (letter: string | undefined) => (letter === undefined ? 36 : letter.charCodeAt(0) - 87);
  const [first, second] = letters.length === 2 ? [letters[0], letters[1]] : [undefined, letters[0]];
  const values = [value(first), value(second), ...Array.from(digits, Number)];
  const sum = values.reduce((total, each, index) => total + each * (9 - index), 0);
  return ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a'][(11 - (sum % 11)) % 11]!;
}

const creditAlphabet = '0123456789abcdefghjklmnpqrtuwxy';

/** The last character of a credit code: 31 − Σ cᵢ·3ⁱ modulo 31. */
function hasCreditCheck(code: string): boolean {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += creditAlphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return creditAlphabet[(31 - (sum % 31)) % 31] === code[17];
}
