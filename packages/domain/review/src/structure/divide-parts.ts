import type { Span } from '@groundwork/kernel';
import { buildOutline } from './build-outline.ts';
import type { Clause } from './contract-structure.ts';
import { findHeading } from './find-heading.ts';
import type { Landmark } from './find-landmarks.ts';
import type { LabelCandidate } from './read-labels.ts';
import type { Line } from './read-lines.ts';

/** A Clause before the spans of its neighbours are known. */
export interface Draft {
  readonly start: number;
  readonly level: number;
  readonly kind: Clause['kind'];
  readonly label?: Span;
  readonly number?: string;
  readonly heading?: Span;
}

/** A stretch of the contract that has an order of its own: the body, a schedule, the recitals. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly draft?: Draft;
  /** Whether labels are looked for in it. */
  readonly isOutlined: boolean;
  /** Of the schedule that it is. */
  readonly number?: string;
  /** Levels above its clauses. */
  readonly base: number;
  readonly isRecital?: boolean;
}

interface Division {
  readonly folded: string;
  readonly lines: readonly Line[];
  readonly landmarks: readonly Landmark[];
  readonly contents: readonly Span[];
  readonly candidates: readonly LabelCandidate[];
}

/** Divides a contract at its landmarks into parts, in order; what lies between two of them belongs to the first. */
export function divideParts(division: Division): Part[] {
  const { folded, lines, contents, candidates } = division;
  const landmarks = withoutLatePreamble(division.landmarks, candidates, contents);
  const parts: Part[] = [];
  const firstText = lines[0]?.start ?? 0;
  const mark = landmarks[0]?.start ?? folded.length;
  // No preamble that says where the title ends: at the first label.
  const isPlain =
    landmarks[0] === undefined || landmarks[0].kind === 'signature' || landmarks[0].kind === 'schedule';
  const titleEnd = isPlain ? bodyStart(candidates, firstText - 1, mark, false) : mark;
  if (titleEnd > firstText) {
    const draft: Draft = { start: firstText, level: 1, kind: 'title' };
    parts.push({ start: firstText, end: titleEnd, draft, isOutlined: false, base: 0 });
  }
  if (titleEnd < mark) parts.push({ start: titleEnd, end: mark, isOutlined: true, base: 0 });
  landmarks.forEach((landmark, index) => {
    const { start, kind } = landmark;
    const end = landmarks[index + 1]?.start ?? folded.length;
    const next = landmarks[index + 1]?.kind;
    if (kind === 'operative') parts.push({ start, end, isOutlined: true, base: 0 });
    else if (kind === 'schedule') {
      const line = lines.find((other) => other.start === start);
      const after = line && lines[lines.indexOf(line) + 1];
      const heading =
        line && landmark.label
          ? findHeading(folded, skip(folded, landmark.label.end, line.end), line, after, end)
          : undefined;
      parts.push({
        start,
        end,
        draft: {
          start,
          level: 1,
          kind: 'schedule',
          ...(landmark.label && { label: landmark.label }),
          ...(landmark.number !== undefined && { number: landmark.number }),
          ...(heading && { heading }),
        },
        isOutlined: true,
        base: 1,
        ...(landmark.number !== undefined && { number: landmark.number }),
      });
    } else if (kind === 'contents') {
      const close = contents.find((span) => span.start === start)!.end;
      parts.push({ start, end, draft: { start, level: 1, kind: 'contents' }, isOutlined: false, base: 0 });
      const rest = skip(folded, close, end);
      if (rest < end && next !== undefined && next !== 'contents') {
        const at = next === 'preamble' ? undefined : bodyStart(candidates, rest - 1, end, false);
        const draft: Draft = { start: rest, level: 1, kind: 'title' };
        if (at !== rest) parts.push({ start: rest, end: at ?? end, draft, isOutlined: false, base: 0 });
        if (at !== undefined && at < end) parts.push({ start: at, end, isOutlined: true, base: 0 });
      } else if (rest < end) parts.push({ start: rest, end, isOutlined: true, base: 0 });
    } else if (kind === 'signature') {
      const resumed = resumedAt(candidates, start, end);
      const draft: Draft = { start, level: 1, kind };
      parts.push({ start, end: resumed ?? end, draft, isOutlined: false, base: 0 });
      if (resumed !== undefined) parts.push({ start: resumed, end, isOutlined: true, base: 0 });
    } else {
      const isFollowed = next === 'recital' || next === 'operative';
      const at = isFollowed ? end : bodyStart(candidates, start, end, kind === 'recital');
      parts.push({
        start,
        end: at,
        draft: { start, level: 1, kind },
        isOutlined: kind === 'recital',
        base: 1,
        isRecital: kind === 'recital',
      });
      if (at < end) parts.push({ start: at, end, isOutlined: true, base: 0 });
    }
  });
  return parts;
}

/** Where the clauses begin if no words say so: at the first label, after recitals at the first number. */
function bodyStart(
  candidates: readonly LabelCandidate[],
  from: number,
  to: number,
  isAfterRecitals: boolean,
): number {
  const within = candidates.filter(({ span }) => span.start > from && span.start < to);
  const outline = buildOutline(
    isAfterRecitals ? within.filter(({ readings }) => !/^\(?[aAiI][.)]/.test(readings[0]!.scheme)) : within,
  );
  const ranked = outline.find(
    ({ reading, candidate }) => reading.rank !== undefined && candidate.opening !== 'inline',
  );
  const first = outline[0];
  return (isAfterRecitals ? (ranked ?? first) : first)?.candidate.span.start ?? to;
}

/** Clauses that begin anew behind a page of signatures: terms and conditions below an order form. */
function resumedAt(candidates: readonly LabelCandidate[], from: number, to: number): number | undefined {
  const within = candidates.filter(({ span }) => span.start > from && span.start < to);
  const outermost = buildOutline(within).filter(({ level }) => level === 1);
  const numbered = outermost.filter(({ reading }) =>
    /^(?:1[.)、]?|1\.0|N\.N|article|section|第条|一、)$/.test(reading.scheme),
  );
  const first = numbered[0]?.candidate;
  if (!first || numbered.length < (first.opening === 'inline' ? 5 : 3)) return undefined;
  return to - first.span.start > 2_000 ? first.span.start : undefined;
}

/** Words like a preamble's within the first clause are no preamble: "1.0 Introduction. This Agreement is between …". */
function withoutLatePreamble(
  landmarks: readonly Landmark[],
  candidates: readonly LabelCandidate[],
  contents: readonly Span[],
): readonly Landmark[] {
  const preamble = landmarks.find(({ kind }) => kind === 'preamble');
  if (!preamble) return landmarks;
  const from = contents.findLast(({ end }) => end <= preamble.start)?.end ?? 0;
  const isWithin = candidates.some(({ span, readings, opening }) => {
    const [reading] = readings;
    const isFirst = span.start >= from && span.start < preamble.start && preamble.start - span.start < 3_000;
    if (
      !isFirst ||
      opening === 'inline' ||
      reading?.path.join() !== '1' ||
      !/^(?:1|article|section)/.test(reading.scheme)
    )
      return false;
    const next = candidates.find(
      (other) =>
        other.span.start > span.start &&
        other.readings.some(({ scheme, path }) => scheme === reading.scheme && path.join() === '2'),
    );
    return next !== undefined && next.span.start > preamble.start;
  });
  return isWithin ? landmarks.filter((landmark) => landmark !== preamble) : landmarks;
}

function skip(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && /[\s:.-]/.test(text[at]!)) at++;
  return at;
}
