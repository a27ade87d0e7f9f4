import type { LabelCandidate, LabelReading } from './read-labels.ts';

/** A label that holds its place in the numbering. Children follow their parent. */
export interface OutlineNode {
  readonly candidate: LabelCandidate;
  readonly reading: LabelReading;
  /** 1 for the outermost within the part that was outlined. */
  readonly level: number;
  readonly parent: OutlineNode | undefined;
}

/** How far numbers may jump: a clause that was deleted, or whose label was lost with a page. */
const furthestJump = 3;
/** How far behind the first of a list its second may stand to prove it. */
const furthestSecond = 12_000;

/**
 * Which of the candidates are labels of clauses. Numbers prove each other: a label goes on where a list left off,
 * or begins a list that goes on; all else is a number in running text. Where a line clearly begins something new,
 * jumps are forgiven, since contracts misnumber.
 */
export function buildOutline(candidates: readonly LabelCandidate[]): OutlineNode[] {
  const places = new Places(candidates);
  const nodes: OutlineNode[] = [];
  /** The open lists, outermost first: the last label of each. */
  let open: OutlineNode[] = [];
  const lastOf = new Map<string, number>();
  candidates.forEach((candidate, index) => {
    const place = placeOf(candidate, index, open, lastOf, places);
    if (!place) return;
    const parent = open[place.depth - 1];
    const node = { candidate, reading: place.reading, level: place.depth + 1, parent };
    open = [...open.slice(0, place.depth), node];
    lastOf.set(place.reading.scheme, place.reading.path.at(-1)!);
    nodes.push(node);
  });
  return nodes;
}

interface Place {
  readonly reading: LabelReading;
  /** How many open lists it stands in. */
  readonly depth: number;
}

function placeOf(
  candidate: LabelCandidate,
  index: number,
  open: readonly OutlineNode[],
  lastOf: ReadonlyMap<string, number>,
  places: Places,
): Place | undefined {
  const isSure = candidate.opening === 'block' || candidate.opening === 'line';
  if (candidate.opening === 'wrap' && !candidate.isFollowedByOpening) return undefined;
  const readings =
    candidate.readings.length > 1 ? likelierFirst(candidate, index, places) : candidate.readings;
  // 1. It goes on where an open list left off, the innermost first.
  for (let depth = open.length - 1; depth >= 0; depth--) {
    for (const reading of readings) if (follows(reading, open[depth]!.reading)) return { reading, depth };
  }
  for (const reading of readings) {
    const place = reading.path.length > 1 ? placeOfPath(candidate, reading, open, index, places) : undefined;
    if (place) return place;
    if (reading.path.length > 1) continue;
    const [value] = reading.path;
    if (value === 0) return { reading, depth: depthOfUnlabelled(reading, open) };
    // 2. Labels that name their depth number on across the parts above them: Section 6 in Article II.
    if (reading.rank !== undefined) {
      const depth = depthOfRank(reading.rank, open);
      if (lastOf.get(reading.scheme) === value - 1) return { reading, depth };
      if (value === 1 && (isSure || places.hasLater(reading, 2, index, Infinity))) return { reading, depth };
      const last = open[depth]?.reading;
      const from = last?.scheme === reading.scheme ? last.path[0] : (lastOf.get(reading.scheme) ?? 0);
      const isJump = isSure && value > from && value - from <= furthestJump;
      if (isJump && !places.hasLater(reading, from + 1, index)) return { reading, depth };
      continue;
    }
    // 3. It begins a list.
    const isNested = open.some((node) => node.reading.scheme === reading.scheme);
    if (
      value === 1 &&
      (isNested ? isSure : candidate.opening !== 'wrap' || open.length === 0) &&
      begins(candidate, reading, index, places, open.length === 0)
    ) {
      // The list of another paragraph, unless that one announces it.
      const beside = open.findLastIndex((node) => node.reading.scheme === reading.scheme);
      const isAnew = beside === 0 && places.headsNext(reading, index);
      const isBeside =
        beside >= 0 && !candidate.isIntroduced && (isAnew || /^\(|^[aAiI]/.test(reading.scheme));
      return { reading, depth: isBeside ? beside : open.length };
    }
  }
  // 4. It heads what went on without a head: "3." after 1.7, before 3.1.
  const headless = open.findIndex(({ reading }) => reading.path.length === 2);
  for (const reading of readings) {
    if (headless < 0 || !canHead.test(reading.scheme) || reading.path.length > 1) continue;
    const steps = reading.path[0] - open[headless]!.reading.path[0];
    const isHeaded =
      open[headless - 1] !== undefined && isAbove(open[headless - 1]!.reading, open[headless]!.reading.path);
    if (!isHeaded && steps > 0 && steps <= furthestJump && (isSure || places.headsNext(reading, index)))
      return { reading, depth: headless };
  }
  if (!isSure) return undefined;
  // 5. It jumps, and what it jumped over does not come.
  for (let depth = open.length - 1; depth >= 0; depth--) {
    const last = open[depth]!.reading;
    for (const reading of readings) {
      if (reading.scheme !== last.scheme || reading.path.length > 1) continue;
      const jump = reading.path[0] - last.path[0];
      if (jump > 1 && jump <= furthestJump && !places.hasLater(reading, last.path[0] + 1, index))
        return { reading, depth };
      // The same number twice is a slip of the drafter.
      if (jump === 0 && candidate.isFollowedByOpening && candidate.opening === 'block')
        return { reading, depth };
    }
  }
  const [reading] = readings;
  const isFirstOfAll = open.length === 0 && reading && reading.path[0] <= furthestJump;
  return isFirstOfAll && candidate.opening === 'block' && places.hasLater(reading, reading.path[0] + 1, index)
    ? { reading, depth: 0 }
    : undefined;
}

function follows(next: LabelReading, last: LabelReading): boolean {
  if (next.scheme !== last.scheme || next.path.length !== last.path.length) return false;
  const end = next.path.length - 1;
  return next.path.every((part, at) => (at < end ? part === last.path[at] : part === last.path[at]! + 1));
}

/** The place of "5.2.1": below 5.2 if that is open, beside 5.1.9 if not. */
function placeOfPath(
  candidate: LabelCandidate,
  reading: LabelReading,
  open: readonly OutlineNode[],
  index: number,
  places: Places,
): Place | undefined {
  const { path } = reading;
  const last = path.at(-1)!;
  const isSure = candidate.opening === 'block' || candidate.opening === 'line';
  const nearest = isSure ? furthestJump : 1;
  for (let depth = open.length - 1; depth >= 0; depth--) {
    const above = open[depth]!.reading;
    if (isAbove(above, path) && last <= Math.max(2, nearest)) return { reading, depth: depth + 1 };
    if (above.path.length !== path.length || above.scheme !== reading.scheme) continue;
    const jump = last - above.path.at(-1)!;
    const isSibling = path.slice(0, -1).every((part, at) => part === above.path[at]);
    if (isSibling && isSure && jump >= 0 && jump <= furthestJump) return { reading, depth };
    // Its parent has no label of its own: 3.1 after 2.9.
    const steps = path[0] - above.path[0];
    if (steps > 0 && steps <= nearest && last <= 1) return { reading, depth };
  }
  const isOutermost = open.every((node) => node.reading.path.length === 1 && node.reading.rank === undefined);
  const isFirst = isOutermost && path.length === 2 && path[0] <= 2 && last <= 1;
  return isFirst && (isSure || places.hasLater(reading, 2, index)) ? { reading, depth: 0 } : undefined;
}

function isAbove(above: LabelReading, path: readonly number[]): boolean {
  if (above.path.length === 1)
    return path.length === 2 && above.path[0] === path[0] && canHead.test(above.scheme);
  return above.path.length === path.length - 1 && above.path.every((part, at) => part === path[at]);
}

/** Lists whose numbers come back as the first part of 5.2. */
const canHead = /^(?:1(?:[.)、]|\.0)?|article|section|clause|第[章条]|一、|I\.)$/;

function depthOfRank(rank: number, open: readonly OutlineNode[]): number {
  const at = open.findIndex((node) => (node.reading.rank ?? Infinity) >= rank);
  return at < 0 ? open.length : at;
}

/** Headings stand where their rank puts them; paragraphs that define terms one beside the other. */
function depthOfUnlabelled(reading: LabelReading, open: readonly OutlineNode[]): number {
  if (reading.rank !== undefined) return depthOfRank(reading.rank, open);
  const beside = open.findIndex((node) => node.reading.scheme === reading.scheme);
  return beside < 0 ? open.length : beside;
}

/** The first of a list: where a line begins, a capital will do; elsewhere its second has to come. */
function begins(
  candidate: LabelCandidate,
  reading: LabelReading,
  index: number,
  places: Places,
  isOutermost: boolean,
): boolean {
  if (isOutermost && places.headsNext(reading, index)) return true;
  if (places.hasLater(reading, 2, index, isOutermost ? Infinity : furthestSecond)) return true;
  return candidate.opening === 'block' && candidate.isFollowedByOpening;
}

/** "(i)" before "(ii)" is one, before "(j)" the ninth letter. */
function likelierFirst(candidate: LabelCandidate, index: number, places: Places): readonly LabelReading[] {
  const distance = (reading: LabelReading) => places.distanceTo(reading, reading.path[0] + 1, index);
  return [...candidate.readings].sort((a, b) => distance(a) - distance(b));
}

/** Where each number of each scheme stands, to look ahead. */
class Places {
  private readonly byNumber = new Map<string, number[]>();

  constructor(private readonly candidates: readonly LabelCandidate[]) {
    candidates.forEach(({ readings }, index) => {
      for (const { scheme, path } of readings) {
        const key = keyOf(scheme, path);
        const at = this.byNumber.get(key);
        if (at) at.push(index);
        else this.byNumber.set(key, [index]);
      }
    });
  }

  hasLater(reading: LabelReading, value: number, after: number, within = furthestSecond): boolean {
    return this.distanceTo(reading, value, after) < within;
  }

  /** "1." directly above 1.1. */
  headsNext({ path }: LabelReading, at: number): boolean {
    const next = this.candidates[at + 1]?.readings[0];
    return next?.path.length === 2 && next.path[0] === path[0] && next.path[1] === 1;
  }

  /** Characters to the next label of the scheme with the value. */
  distanceTo({ scheme, path }: LabelReading, value: number, after: number): number {
    const next = this.byNumber
      .get(keyOf(scheme, [...path.slice(0, -1), value]))
      ?.find((index) => index > after);
    return next === undefined
      ? Infinity
      : this.candidates[next]!.span.start - this.candidates[after]!.span.start;
  }
}

function keyOf(scheme: string, path: readonly number[]): string {
  return `${scheme} ${path.join('.')}`;
}
