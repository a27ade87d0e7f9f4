import type { Span } from '@groundwork/kernel';

/** Words whose full stop does not end a sentence, lower case, without the stop. */
const abbreviations = new Set(
  (
    'mr mrs ms dr prof sr jr st vs e.g i.e cf approx dept est inc ltd co corp llc plc eds rev ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k ph.d'
  ).split(' '),
);
/** Words that are abbreviations before a number only: "No. 7", "fig. 2". */
const beforeNumbers = new Set('no nos art sec fig figs eq vol pp p ch para cl'.split(' '));

const ends = /[。！？…．]+[”’"'」』）)\]》]*|[.!?]+[”’"')\]]*(?=\s|$)/gu;

/**
 * Spans of the sentences in `text.slice(span.start, span.end)`, in order, without the white space between them.
 * Every non-white character is in exactly one. Decimals, initials and common abbreviations do not end a sentence.
 */
export function splitSentences(text: string, span: Span): Span[] {
  const sentences: Span[] = [];
  const source = text.slice(span.start, span.end);
  let start = 0;
  for (const match of source.matchAll(ends)) {
    const end = match.index + match[0].length;
    if (/^[.!?]/.test(match[0]) && !endsSentence(source, match.index, end)) continue;
    push(sentences, text, span.start + start, span.start + end);
    start = end;
  }
  push(sentences, text, span.start + start, span.end);
  return sentences;
}

function endsSentence(source: string, stop: number, end: number): boolean {
  const next = /\S/u.exec(source.slice(end, end + 8))?.[0];
  if (next === undefined) return true;
  // "approx. twenty" and "(why?) at once" go on in lower case.
  if (/\p{Ll}/u.test(next)) return false;
  if (source[stop] !== '.') return true;
  const word = /[\p{L}\p{N}.]*$/u.exec(source.slice(Math.max(0, stop - 24), stop))?.[0].toLowerCase() ?? '';
  if (abbreviations.has(word) || /^\p{L}$/u.test(word)) return false;
  if (beforeNumbers.has(word) && /\d/.test(next)) return false;
  // A list number ("3. The") belongs to what follows it.
  return !/^\d{1,3}$/.test(word) || stop > word.length + 3;
}

function push(spans: Span[], text: string, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && /\s/u.test(text[start]!)) start++;
  while (end > start && /\s/u.test(text[end - 1]!)) end--;
  if (end > start) spans.push({ start, end });
}
