import { splitSentences } from '@groundwork/answering';
import type { Span } from '@groundwork/kernel';
import type { Clause } from '@groundwork/review';

/** A Clause longer than this (characters) is a chapter, or a text set without its numbering. */
const longestClause = 2_500;

/**
 * A contract without what was marked in it. Each mark takes the sentences it touches with it, and the Clauses around it
 * that somebody would strike out as one: of at most 2,500 characters, with a heading of their own or without sub-clauses.
 * A Clause of which nothing but its number and heading would be left goes as well.
 */
export function removeClauses(text: string, clauses: readonly Clause[], marks: readonly Span[]): string {
  const sentences = splitSentences(text);
  const removed = new Uint8Array(text.length);
  for (const mark of marks) {
    const touched = sentences.filter(({ start, end }) => start < mark.end && end > mark.start);
    const around = clauses.filter((clause) => touches(clause.span, mark) && isStruckAsOne(clause, clauses));
    for (const { start, end } of [mark, ...touched, ...around.map(({ span }) => span)])
      removed.fill(1, start, end);
  }
  const innermostFirst = [...clauses].sort((a, b) => b.level - a.level);
  for (const { span, heading, kind } of innermostFirst) {
    if (kind === 'title' || !isCut(removed, span)) continue;
    const rest = leftOf(text, removed, { start: heading?.end ?? span.start, end: span.end });
    if (/^[^\p{L}]*$/u.test(rest)) removed.fill(1, span.start, span.end);
  }
  return leftOf(text, removed, { start: 0, end: text.length });
}

const touches = (a: Span, b: Span) => a.start < b.end && a.end > b.start;

function isStruckAsOne({ ordinal, span, kind, heading }: Clause, clauses: readonly Clause[]): boolean {
  return (
    kind !== 'title' &&
    kind !== 'signature' &&
    span.end - span.start <= longestClause &&
    (heading !== undefined || !clauses.some(({ parent }) => parent === ordinal))
  );
}

function isCut(removed: Uint8Array, { start, end }: Span): boolean {
  return removed.subarray(start, end).includes(1);
}

function leftOf(text: string, removed: Uint8Array, { start, end }: Span): string {
  let left = '';
  for (let at = start; at < end; at += 1) if (removed[at] === 0) left += text[at]!;
  return left;
}
