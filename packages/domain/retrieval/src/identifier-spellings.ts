import { englishStopwords } from './stopwords.ts';

/** Letters and a number, together or apart, as a folded query writes them, and the other way to write them. */
export interface IdentifierSpelling {
  readonly written: string;
  readonly other: string;
}

const together =
  /(?<![\p{L}\p{N}\p{M}$€£¥§])([a-z]{1,8}) ?(\d{1,12}[a-z]{0,2})(?![\p{L}\p{N}\p{M}]|[.:/-]\d)/gu;

/**
 * Identifiers of a folded query that a document may write with or without a space: E1042 and E 1042, ISO27001 and
 * ISO 27001. Those with a hyphen need no help: their parts and their whole are terms.
 */
export function identifierSpellings(folded: string): IdentifierSpelling[] {
  const found: IdentifierSpelling[] = [];
  for (const [written, letters = '', number = ''] of folded.matchAll(together)) {
    if (letters.length + number.length < 3 || englishStopwords.has(letters)) continue;
    const isApart = written.includes(' ');
    found.push({ written, other: isApart ? letters + number : `${letters} ${number}` });
  }
  return found;
}
