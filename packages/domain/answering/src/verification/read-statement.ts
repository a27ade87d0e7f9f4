import type { Span } from '@groundwork/kernel';
import { tokenKeys, tokenize, type Token } from '../text/content-terms.ts';
import { foldText, originalSpan, type FoldedText } from '../text/fold-text.ts';
import { readDates, type DateMention } from './read-dates.ts';
import { readNegations, readModals, type Cue, type Modal } from './read-polarity.ts';
import { readQuantities, type Quantity } from './read-quantities.ts';

/** A text with everything that is compared between a claim and its source, read once. All offsets are into `folded.text`. */
export interface Statement {
  readonly original: string;
  readonly folded: FoldedText;
  readonly tokens: readonly Token[];
  readonly clauses: readonly Span[];
  readonly dates: readonly DateMention[];
  readonly quantities: readonly Quantity[];
  readonly negations: readonly Cue[];
  readonly modals: readonly Modal[];
  /** Keys of tokens, and pairs of adjacent Chinese characters. */
  readonly keys: ReadonlySet<string>;
}

/** Stands between quoted spans that are not adjacent: no clause and no pair of characters reaches over it. */
export const spanBreak = '\n¦\n';

const clauseBreak =
  /(?<!\d)[,:](?!\d)|(?<=\d),(?! ?\d)|(?<!\d),(?=\d)|[;!?()¦"|]|\.(?!\d|[a-z])|(?<!\d)\.(?=\d)| - |\b(?:but|however|although|whereas|while)\b|但是|但|然而|不过|并且|而且/gu;

export function readStatement(original: string): Statement {
  const folded = foldText(original);
  const tokens = tokenize(folded.text);
  const clauses = splitClauses(folded.text);
  const dates = readDates(folded.text);
  const quantities = readQuantities(folded.text, dates);
  const negations = readNegations(folded.text, tokens, clauses);
  const modals = readModals(folded.text);
  return { original, folded, tokens, clauses, dates, quantities, negations, modals, keys: tokenKeys(tokens) };
}

function splitClauses(text: string): Span[] {
  const clauses: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(clauseBreak)) {
    if (match.index > start) clauses.push({ start, end: match.index });
    start = match.index + (/^\p{L}/u.test(match[0]) ? 0 : match[0].length);
  }
  if (start < text.length) clauses.push({ start, end: text.length });
  return clauses;
}

/** The words of the original behind a range of the folded text. */
export function wording(statement: Statement, start: number, end: number): string {
  const span = originalSpan(statement.folded, start, end);
  return statement.original.slice(span.start, span.end);
}

export function isWithin(token: Span, ranges: readonly Span[]): boolean {
  return ranges.some((range) => range.start < token.end && range.end > token.start);
}
