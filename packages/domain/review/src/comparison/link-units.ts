import type { ComparedUnit } from './compared-units.ts';
import type { ComparedToken } from './read-tokens.ts';
import type { Match } from './shortest-edit.ts';

/** Units of either side that say the same thing, or are what became of one another; indexes in reading order. */
export interface LinkedUnits {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export interface LinkedSide {
  readonly units: readonly ComparedUnit[];
  readonly tokens: readonly ComparedToken[];
}

/** A stretch on each side between two matches, where neither token has its like in place. */
export interface Gap {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

const weightOf = (token: ComparedToken) => (token.isMark ? 0.2 : 1);

/**
 * Groups units through the tokens they share, whatever lines and pages did to them: a paragraph cut in two on one side
 * is one group with its whole. Units without a like are groups of their own, unless the gap they lie in shows what
 * became of them.
 */
export function linkUnits(
  before: LinkedSide,
  after: LinkedSide,
  matches: readonly Match[],
  gaps: readonly Gap[],
): LinkedUnits[] {
  const offset = before.units.length;
  const parent = Array.from({ length: offset + after.units.length }, (_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  const join = (a: number, b: number) => void (parent[root(a)] = root(b));

  const [weightBefore, weightAfter] = [weights(before), weights(after)];
  const shared = new Map<number, number>();
  for (const [x, y] of matches) {
    const key = before.tokens[x]!.unit * after.units.length + after.tokens[y]!.unit;
    shared.set(key, (shared.get(key) ?? 0) + weightOf(before.tokens[x]!));
  }
  const linked = new Set<number>();
  for (const [key, weight] of shared) {
    const [a, b] = [Math.floor(key / after.units.length), key % after.units.length];
    if (weight < 5 && weight < 0.3 * Math.min(weightBefore[a]!, weightAfter[b]!)) continue;
    join(a, offset + b);
    linked.add(a).add(offset + b);
  }
  for (const gap of gaps) {
    const lonely = (places: readonly number[], side: LinkedSide, shift: number) =>
      [...new Set(places.map((at) => side.tokens[at]!.unit))].filter((unit) => !linked.has(unit + shift));
    for (const [a, b] of successors(
      lonely(gap.before, before, 0),
      lonely(gap.after, after, offset),
      before,
      after,
    )) {
      join(a, offset + b);
      linked.add(a).add(offset + b);
    }
  }
  joinRows(before.units, 0, linked, join);
  joinRows(after.units, offset, linked, join);
  return grouped(
    parent.map((_, index) => root(index)),
    offset,
  );
}

function weights({ units, tokens }: LinkedSide): number[] {
  const sums = units.map(() => 0);
  for (const token of tokens) sums[token.unit]! += weightOf(token);
  return sums;
}

/** Which rewritten unit took the place of which: in order, alike enough or one for one in the same cell. */
function successors(
  a: readonly number[],
  b: readonly number[],
  before: LinkedSide,
  after: LinkedSide,
): [number, number][] {
  if (a.length === 0 || b.length === 0) return [];
  const words = (side: LinkedSide, unit: number) =>
    side.tokens.filter((token) => token.unit === unit && !token.isMark).map(({ key }) => key.toLowerCase());
  const [wordsA, wordsB] = [a.map((unit) => words(before, unit)), b.map((unit) => words(after, unit))];
  if (a.length === 1 && b.length === 1) {
    const isShort = wordsA[0]!.length <= 6 && wordsB[0]!.length <= 6;
    return isShort || likeness(wordsA[0]!, wordsB[0]!) >= 0.3 ? [[a[0]!, b[0]!]] : [];
  }
  const pairs: [number, number][] = [];
  let from = 0;
  for (const [index, unit] of a.entries()) {
    let best = -1;
    let bestLikeness = 0.45;
    const cell = before.units[unit]!.cell;
    for (let at = from; at < Math.min(b.length, from + 50); at++) {
      const other = after.units[b[at]!]!.cell;
      const isSameCell =
        cell && other && cell.row === other.row && cell.column === other.column && a.length === b.length;
      const found = isSameCell ? 1 : likeness(wordsA[index]!, wordsB[at]!);
      if (found > bestLikeness) [best, bestLikeness] = [at, found];
    }
    if (best < 0) continue;
    pairs.push([unit, b[best]!]);
    from = best + 1;
  }
  return pairs;
}

/** Dice's coefficient of two bags of words. */
function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of b) {
    const times = left.get(word) ?? 0;
    if (times === 0) continue;
    common++;
    left.set(word, times - 1);
  }
  return (2 * common) / (a.length + b.length);
}

/** A row that came or went is one change, not one per cell. */
function joinRows(
  units: readonly ComparedUnit[],
  shift: number,
  linked: ReadonlySet<number>,
  join: (a: number, b: number) => void,
): void {
  const rows = new Map<string, number[]>();
  for (const [index, { block, cell }] of units.entries()) {
    if (!cell) continue;
    const key = `${block} ${cell.row}`;
    rows.set(key, [...(rows.get(key) ?? []), index + shift]);
  }
  for (const cells of rows.values()) {
    if (cells.some((cell) => linked.has(cell))) continue;
    for (const cell of cells.slice(1)) join(cells[0]!, cell);
  }
}

function grouped(roots: readonly number[], offset: number): LinkedUnits[] {
  const groups = new Map<number, { before: number[]; after: number[] }>();
  for (const [index, root] of roots.entries()) {
    let group = groups.get(root);
    if (!group) groups.set(root, (group = { before: [], after: [] }));
    if (index < offset) group.before.push(index);
    else group.after.push(index - offset);
  }
  return inReadingOrder([...groups.values()]);
}

/** By the old text; what is only in the new stands before what follows it there. */
function inReadingOrder(groups: readonly LinkedUnits[]): LinkedUnits[] {
  const old = groups.filter(({ before }) => before.length > 0).sort((a, b) => a.before[0]! - b.before[0]!);
  const fresh = groups.filter(({ before }) => before.length === 0).sort((a, b) => a.after[0]! - b.after[0]!);
  const ordered: LinkedUnits[] = [];
  let at = 0;
  for (const group of old) {
    while (group.after.length > 0 && at < fresh.length && fresh[at]!.after[0]! < group.after[0]!)
      ordered.push(fresh[at++]!);
    ordered.push(group);
  }
  return [...ordered, ...fresh.slice(at)];
}
