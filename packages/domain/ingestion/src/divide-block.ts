import type { Span } from '@groundwork/kernel';
import type { Block } from './parsed-document.ts';
import { splitSentences } from './split-sentences.ts';
import { textWeight } from './text-weight.ts';

/**
 * The smallest spans into which a Block may be divided, each of at most `maximum` weight: rows of tables, lines of
 * code, sentences of the rest; where one of these is still too heavy, its clauses, its words, at last its characters.
 * Together they hold every non-white character of the Block.
 */
export function divideBlock(text: string, block: Block, maximum: number): Span[] {
  const byLine = block.kind === 'table' || block.kind === 'code';
  const spans = byLine ? splitAt(text, block.span, /\n/g) : splitSentences(text, block.span);
  return spans.flatMap((span) => shorten(text, span, maximum, [/[；;]/g, /[，,、：:\t]/g, /\s/g]));
}

function shorten(text: string, span: Span, maximum: number, separators: readonly RegExp[]): Span[] {
  if (textWeight(text, span) <= maximum) return [span];
  const [separator, ...finer] = separators;
  if (!separator) return cut(text, span, maximum);
  const parts = splitAt(text, span, separator);
  if (parts.length === 1) return shorten(text, span, maximum, finer);
  return join(text, parts, maximum).flatMap((part) => shorten(text, part, maximum, finer));
}

/** Neighbours become one again as long as they fit, so that a long sentence falls into few parts. */
function join(text: string, parts: readonly Span[], maximum: number): Span[] {
  const joined: Span[] = [];
  let weight = 0;
  for (const part of parts) {
    const last = joined.at(-1);
    const partWeight = textWeight(text, part);
    if (last && weight + partWeight <= maximum) {
      joined[joined.length - 1] = { start: last.start, end: part.end };
      weight += partWeight;
    } else {
      joined.push(part);
      weight = partWeight;
    }
  }
  return joined;
}

/** Split after each separator; the separator stays with what it ends, white space goes. */
function splitAt(text: string, span: Span, separator: RegExp): Span[] {
  const parts: Span[] = [];
  let start = span.start;
  const add = (end: number) => {
    const source = text.slice(start, end);
    const trimmed = source.trim();
    if (trimmed) {
      const from = start + source.indexOf(trimmed);
      parts.push({ start: from, end: from + trimmed.length });
    }
    start = end;
  };
  for (const match of text.slice(span.start, span.end).matchAll(separator)) {
    add(span.start + match.index + match[0].length);
  }
  add(span.end);
  return parts;
}

/** A run without any separator, cut by weight and never inside a surrogate pair. */
function cut(text: string, span: Span, maximum: number): Span[] {
  const parts: Span[] = [];
  const length = Math.max(1, Math.floor((maximum * (span.end - span.start)) / textWeight(text, span)));
  for (let start = span.start; start < span.end;) {
    let end = Math.min(span.end, start + length);
    if (end < span.end && /[\uDC00-\uDFFF]/.test(text[end]!)) end++;
    parts.push({ start, end });
    start = end;
  }
  return parts;
}
