import type { Span } from '@groundwork/kernel';
import { buildOutline, type OutlineNode } from './build-outline.ts';
import type { Clause } from './contract-structure.ts';
import { findContents } from './find-contents.ts';
import { findHeading, wholeLine } from './find-heading.ts';
import { findLandmarks, type Landmark } from './find-landmarks.ts';
import { startsDefinition } from './starts-definition.ts';
import { definitionCandidates, headingCandidates, paragraphCandidates } from './unlabelled-candidates.ts';
import { readLabels, type LabelCandidate } from './read-labels.ts';
import type { Line } from './read-lines.ts';

/** A Clause before the spans of its neighbours are known. */
interface Draft {
  readonly start: number;
  readonly level: number;
  readonly kind: Clause['kind'];
  readonly label?: Span;
  readonly number?: string;
  readonly heading?: Span;
}

interface Outlined {
  readonly clauses: Clause[];
  /** Every number that stands like a label at the head of a line, whether it found a place or not. */
  readonly labels: ReadonlySet<string>;
}

/** The Clauses of a contract, in order; together they cover all of the text that is not white space. */
export function buildClauses(text: string, folded: string, lines: readonly Line[]): Outlined {
  if (lines.length === 0) return { clauses: [], labels: new Set() };
  const contents = findContents(folded, lines);
  const landmarks = findLandmarks(folded, lines, contents);
  const body = lines.filter(
    (line) => !contents.some(({ start, end }) => line.start >= start && line.start < end),
  );
  const labelled = readLabels(folded, body);
  const candidates = merge(labelled, definitionCandidates(folded, body, labelled));
  const drafts: Draft[] = [];
  const parts = partsOf(
    folded,
    lines,
    withoutLatePreamble(landmarks, candidates, contents),
    contents,
    candidates,
  );
  for (const part of parts) {
    if (part.draft) drafts.push(part.draft);
    if (!part.isOutlined) continue;
    drafts.push(...outlinePart(folded, body, candidates, part));
  }
  const isBare = !drafts.some(({ kind }) => kind === 'clause' || kind === 'definition');
  if (isBare) drafts.push(...paragraphDrafts(folded, body, parts));
  return { clauses: toClauses(text, drafts), labels: numbersAtLines(candidates) };
}

function numbersAtLines(candidates: readonly LabelCandidate[]): Set<string> {
  const heads = candidates.filter(
    ({ opening, readings }) => opening !== 'inline' && /^[1N]|^section/.test(readings[0]!.scheme),
  );
  return new Set(heads.flatMap(({ readings }) => readings.map(({ path }) => path.join('.'))));
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

interface Part {
  readonly start: number;
  readonly end: number;
  readonly draft?: Draft;
  readonly isOutlined: boolean;
  /** Of the schedule that it is. */
  readonly number?: string;
  readonly base: number;
  readonly isRecital?: boolean;
}

/** From landmark to landmark. */
function partsOf(
  folded: string,
  lines: readonly Line[],
  landmarks: readonly Landmark[],
  contents: readonly Span[],
  candidates: readonly LabelCandidate[],
): Part[] {
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

/** A contract without any order of its own: its paragraphs stand beside each other, behind what opens it. */
function paragraphDrafts(folded: string, lines: readonly Line[], parts: readonly Part[]): Draft[] {
  const opening =
    parts.findLast(({ draft }) => draft && /^(?:preamble|recital)$/.test(draft.kind)) ?? parts[0];
  if (!opening) return [];
  const within = lines.filter((line) => line.start > opening.start && line.start < opening.end);
  return paragraphCandidates(folded, within, opening.start).map(({ span }) => ({
    start: span.start,
    level: 1,
    kind: 'clause',
  }));
}

function outlinePart(
  folded: string,
  lines: readonly Line[],
  candidates: readonly LabelCandidate[],
  part: Part,
): Draft[] {
  const inPart = (at: number) => at >= part.start && at < part.end;
  const own = candidates.filter(
    ({ span }) => inPart(span.start) && span.start >= (part.draft?.label?.end ?? part.start),
  );
  const ownLines = lines.filter((line) => inPart(line.start));
  let nodes = buildOutline(own);
  if (!part.isRecital && isLedByHeadings(nodes, part)) {
    const headed = buildOutline(merge(own, headingCandidates(folded, ownLines, own)));
    if (headed.filter(({ level }) => level === 1).length > nodes.filter(({ level }) => level === 1).length)
      nodes = headed;
    if (nodes.length === 0 && part.base === 0)
      nodes = buildOutline(paragraphCandidates(folded, ownLines, part.start));
  }
  const restarting = restartingSchemes(nodes);
  return nodes.map((node) => draftOf(folded, lines, node, part, numberOf(node, restarting)));
}

function isLedByHeadings(nodes: readonly OutlineNode[], part: Part): boolean {
  return nodes.filter(({ level }) => level === 1).length < 3 && part.end - part.start > 600;
}

function merge(a: readonly LabelCandidate[], b: readonly LabelCandidate[]): LabelCandidate[] {
  return [...a, ...b].sort((x, y) => x.span.start - y.span.start);
}

/** 5.2 as it is; (a) below it 5.2.a; what has no label, none. */
function numberOf(node: OutlineNode, restarting: ReadonlySet<string>): string | undefined {
  const { reading } = node;
  if (reading.path[0] === 0) return undefined;
  if (reading.path.length > 1) return reading.token;
  // Article 7 is Article 7 in whatever chapter, unless each chapter counts anew.
  const isOnItsOwn = reading.rank !== undefined && !restarting.has(reading.scheme);
  let parent = node.parent;
  while (parent && parent.reading.path[0] === 0) parent = parent.parent;
  const above = parent && !isOnItsOwn ? numberOf(parent, restarting) : undefined;
  return above === undefined ? reading.token : `${above}.${reading.token}`;
}

/** Schemes that name their own depth, but begin again at one. */
function restartingSchemes(nodes: readonly OutlineNode[]): Set<string> {
  const firsts = nodes.filter(({ reading }) => reading.rank !== undefined && reading.path[0] === 1);
  const counts = new Map<string, number>();
  for (const { reading } of firsts) counts.set(reading.scheme, (counts.get(reading.scheme) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > 1).map(([scheme]) => scheme));
}

function draftOf(
  folded: string,
  lines: readonly Line[],
  node: OutlineNode,
  part: Part,
  number: string | undefined,
): Draft {
  const { candidate, reading } = node;
  const { line, next } = lineAt(lines, candidate.span.start);
  const isUnlabelled = reading.path[0] === 0;
  const isDefinition = startsDefinition(folded, candidate.bodyAt);
  const heading = isUnlabelled
    ? reading.scheme === 'heading'
      ? wholeLine(folded, line)
      : undefined
    : isDefinition
      ? undefined
      : findHeading(folded, candidate.bodyAt, line, next, part.end);
  const full = number !== undefined && part.number !== undefined ? `${part.number}.${number}` : number;
  return {
    start: candidate.span.start,
    level: part.base + node.level,
    kind: part.isRecital ? 'recital' : isDefinition ? 'definition' : 'clause',
    ...(!isUnlabelled && { label: candidate.span }),
    ...(full !== undefined && { number: full }),
    ...(heading && { heading }),
  };
}

function lineAt(lines: readonly Line[], at: number): { line: Line; next: Line | undefined } {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.start <= at) low = middle + 1;
    else high = middle;
  }
  let next = low;
  while (lines[next]?.isFurniture) next++;
  return { line: lines[low - 1]!, next: lines[next] };
}

/** Each Clause reaches to the next that is not within it. */
function toClauses(text: string, drafts: readonly Draft[]): Clause[] {
  const ordered = [...drafts]
    .sort((a, b) => a.start - b.start || a.level - b.level)
    // Nothing is left of what another begins with.
    .filter(
      (draft, index, all) => all[index + 1]?.start !== draft.start || all[index + 1]!.level > draft.level,
    );
  const ends = new Array<number>(ordered.length);
  const open: number[] = [];
  const closeTo = (level: number, at: number) => {
    while (open.length > 0 && ordered[open.at(-1)!]!.level >= level) ends[open.pop()!] = at;
  };
  const parents = ordered.map((draft, ordinal) => {
    closeTo(draft.level, draft.start);
    const parent = open.at(-1);
    open.push(ordinal);
    return parent;
  });
  closeTo(0, text.length);
  return ordered.map(({ start, kind, label, number, heading, level }, ordinal) => {
    const end = start + text.slice(start, ends[ordinal]).trimEnd().length;
    return {
      ordinal,
      kind,
      ...(label && { label: text.slice(label.start, label.end) }),
      ...(number !== undefined && { number }),
      // What looked like its heading may have been the next label.
      ...(heading && heading.end <= end && { heading }),
      span: { start, end },
      level,
      ...(parents[ordinal] !== undefined && { parent: parents[ordinal] }),
    };
  });
}

function skip(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && /[\s:.-]/.test(text[at]!)) at++;
  return at;
}
