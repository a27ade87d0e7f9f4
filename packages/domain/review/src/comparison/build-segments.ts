import type { Span } from '@groundwork/kernel';
import type { ChangeSegment } from './comparison.ts';
import type { ComparedToken } from './read-tokens.ts';

/** One side of a paragraph that is shown with its changes. */
export interface SegmentSide {
  readonly text: string;
  /** What the segments make up without gaps. */
  readonly span: Span;
  readonly tokens: readonly ComparedToken[];
}

/** A stretch that differs, as indexes into the two sides' tokens. */
export interface Difference {
  readonly before: readonly [start: number, end: number];
  readonly after: readonly [start: number, end: number];
}

/**
 * The old and the new text as segments around the differences. A segment reaches to where the next begins, so that the
 * space after a deleted word goes with it.
 */
export function buildSegments(
  before: SegmentSide,
  after: SegmentSide,
  differences: readonly Difference[],
): ChangeSegment[] {
  const place = (side: SegmentSide, index: number) =>
    index <= 0 ? side.span.start : (side.tokens[index]?.start ?? side.span.end);
  const segments: ChangeSegment[] = [];
  const spanOf = (side: SegmentSide, start: number, end: number): Span => ({
    start: place(side, start),
    end: end >= side.tokens.length ? side.span.end : place(side, end),
  });
  const isFilled = (span: Span) => span.end > span.start;
  let [x, y] = [0, 0];
  const equalTo = (toX: number, toY: number) => {
    const [a, b] = [spanOf(before, x, toX), spanOf(after, y, toY)];
    // Where no token is left, what remains is white space and labels.
    const hasTokens = toX > x && toY > y;
    if (hasTokens || (isFilled(a) && isFilled(b)))
      segments.push({ kind: 'equal', before: a, after: b, text: before.text.slice(a.start, a.end) });
    else if (isFilled(a))
      segments.push({ kind: 'equal', before: a, text: before.text.slice(a.start, a.end) });
    else if (isFilled(b)) segments.push({ kind: 'equal', after: b, text: after.text.slice(b.start, b.end) });
  };
  for (const {
    before: [fromX, toX],
    after: [fromY, toY],
  } of differences) {
    if (fromX > x || fromY > y) equalTo(fromX, fromY);
    const [a, b] = [spanOf(before, fromX, toX), spanOf(after, fromY, toY)];
    if (toX > fromX) segments.push({ kind: 'deleted', before: a, text: before.text.slice(a.start, a.end) });
    if (toY > fromY) segments.push({ kind: 'inserted', after: b, text: after.text.slice(b.start, b.end) });
    [x, y] = [toX, toY];
  }
  if (x < before.tokens.length || y < after.tokens.length) equalTo(before.tokens.length, after.tokens.length);
  return segments;
}
