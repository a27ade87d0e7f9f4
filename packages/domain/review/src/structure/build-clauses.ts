import { buildOutline, type OutlineNode } from './build-outline.ts';
import type { Clause } from './contract-structure.ts';
import { findContents } from './find-contents.ts';
import { findHeading, wholeLine } from './find-heading.ts';
import { divideParts, type Draft, type Part } from './divide-parts.ts';
import { findLandmarks } from './find-landmarks.ts';
import { startsDefinition } from './starts-definition.ts';
import { definitionCandidates, headingCandidates, paragraphCandidates } from './unlabelled-candidates.ts';
import { readLabels, type LabelCandidate } from './read-labels.ts';
import type { Line } from './read-lines.ts';

interface Outlined {
  readonly clauses: Clause[];
  /** Every number that stands like a label, whether it found a place or not. */
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
  const parts = divideParts({ folded, lines, landmarks, contents, candidates });
  for (const part of parts) {
    if (part.draft) drafts.push(part.draft);
    if (!part.isOutlined) continue;
    drafts.push(...outlinePart(folded, body, candidates, part));
  }
  const isBare = !drafts.some(({ kind }) => kind === 'clause' || kind === 'definition');
  if (isBare) drafts.push(...paragraphDrafts(folded, body, parts));
  return { clauses: toClauses(text, drafts), labels: numbersLikeLabels(candidates) };
}

function numbersLikeLabels(candidates: readonly LabelCandidate[]): Set<string> {
  const heads = candidates.filter(({ readings }) => /^[1N]|^section/.test(readings[0]!.scheme));
  return new Set(heads.flatMap(({ readings }) => readings.map(({ path }) => path.join('.'))));
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
