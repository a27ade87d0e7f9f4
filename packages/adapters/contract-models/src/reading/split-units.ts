import type { Span } from '@groundwork/kernel';

/** A sentence of a contract, or a line that stands for itself: what the classifier gives its labels to. */
export interface Unit extends Span {
  /** Index of the last unit before it that looks like a heading; itself where it is one; −1 before the first. */
  readonly heading: number;
}

/** Words whose full stop does not end a sentence, lower case. */
const abbreviations = new Set(
  (
    'inc corp ltd co llc lp l.p l.l.c plc n.v b.v s.a mr mrs ms dr no nos art sec st jr sr vs e.g i.e cf approx ' +
    'u.s u.s.c u.k d.b.a p.m a.m fig vol pp p para jan feb mar apr jun jul aug sep sept oct nov dec attn tel'
  ).split(' '),
);

/** What begins a numbered part: "4.6.2", "(a)", "iv.", "Article 5", "Section 2". */
const enumerator =
  /^(?:\(?(?:[a-zA-Z]|[ivxlIVXL]{1,5}|\d{1,3})\)|\d{1,3}(?:\.\d{1,3})*\.?\s|[A-Z]\.\s|(?:ARTICLE|Article|SECTION|Section|EXHIBIT|Exhibit|SCHEDULE|Schedule)\s)/;

/** A stop, or a gap that a line or column break leaves. */
const breaks = /[.!?;:]+[”"’')\]]*(?=\s)|\s*\n\s*| {3,}/g;

/**
 * Divides a text into units. Line and page breaks within a sentence do not end it; stops, semicolons before an
 * enumerated part and gaps before one do. Units are in order, do not overlap, and leave only white space between them.
 */
export function splitUnits(text: string): Unit[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(breaks)) {
    const end = match.index + match[0].length;
    if (match.index < start || !endsUnit(text, start, match.index, end)) continue;
    push(spans, text, start, end);
    start = end;
  }
  push(spans, text, start, text.length);
  let heading = -1;
  return spans.map((span, index) => {
    if (isHeading(text.slice(span.start, span.end))) heading = index;
    return { ...span, heading };
  });
}

function endsUnit(text: string, start: number, from: number, end: number): boolean {
  const mark = text[from]!;
  const rest = text.slice(end, end + 60).trimStart();
  if (rest === '') return true;
  if (!/\s/.test(mark)) {
    if (mark === ';' || mark === ':') return enumerator.test(rest) && end - start > 60;
    if (/^[a-z]/.test(rest)) return false;
    const word = /[\p{L}\p{N}.]*$/u.exec(text.slice(Math.max(start, from - 20), from))?.[0] ?? '';
    if (mark !== '.') return true;
    if (abbreviations.has(word.toLowerCase()) || /^\p{L}$/u.test(word)) return false;
    // A bare number at the beginning belongs to what follows it; "Section 5." inside a sentence ends it.
    return !(
      /^[\d.]*$/.test(word) &&
      from - start <= word.length + 12 &&
      text.slice(start, from).trim().length <= 12
    );
  }
  const before = text.slice(start, from).trimEnd();
  // A number alone belongs to what follows it.
  if (/^\(?(?:[a-zA-Z]|[ivxIVX]{1,5}|[\d.]{0,9})[.)]?$/.test(before)) return false;
  if (/[.!?;:”"]$/.test(before)) return true;
  const gap = text.slice(from, end);
  if (
    enumerator.test(rest) &&
    !/\b(?:Section|Sections|Article|Exhibit|Schedule|and|or|of|to|in|under|the|than|within)$/.test(before)
  ) {
    return gap.includes('\n') || gap.length >= 3;
  }
  // A heading line: nothing of a sentence before it, a capital after it.
  return /\n\s*\n|\s{4,}/.test(gap) && /^["“(]?[A-Z]/.test(rest) && isHeading(before);
}

/** Short, and either in capitals or without the words that make a sentence. */
function isHeading(text: string): boolean {
  if (text.length > 90) return false;
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  if (words.length === 0 || words.length > 10) return false;
  const capital = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return capital >= words.length * 0.6;
}

function push(spans: Span[], text: string, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  if (end > start) spans.push({ start, end });
}
