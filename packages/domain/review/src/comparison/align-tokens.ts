import type { ComparedToken } from './read-tokens.ts';
import { shortestEdit, type Match } from './shortest-edit.ts';
import { slideEdits } from './slide-edits.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

type Tokens = readonly ComparedToken[];

/** Runs of tokens that occur once on either side anchor the rest: long ones first. */
const anchorLengths = [8, 4, 2] as const;

/**
 * Which token of the old text is which of the new: pairs that rise on both sides. Anchored on runs that are unique on
 * both sides (patience diff), heaviest chain first; what is left between anchors is aligned by the shortest edit, and
 * chance agreements inside rewritten text are let go.
 */
export function alignTokens(before: Tokens, after: Tokens): Match[] {
  const [a, b] = [
    { start: 0, end: before.length },
    { start: 0, end: after.length },
  ];
  const matches: Match[] = [];
  align(before, after, a, b, 0, matches);
  return slideEdits(before, after, withoutChance(before, after, matches, a, b));
}

function align(before: Tokens, after: Tokens, a: Stretch, b: Stretch, depth: number, out: Match[]): void {
  let { start: aStart, end: aEnd } = a;
  let { start: bStart, end: bEnd } = b;
  while (aStart < aEnd && bStart < bEnd && before[aStart]!.key === after[bStart]!.key)
    out.push([aStart++, bStart++]);
  const tail: Match[] = [];
  while (aStart < aEnd && bStart < bEnd && before[aEnd - 1]!.key === after[bEnd - 1]!.key)
    tail.push([--aEnd, --bEnd]);
  if (aStart < aEnd && bStart < bEnd) {
    const length = anchorLengths[depth];
    const chain =
      length === undefined || Math.min(aEnd - aStart, bEnd - bStart) < length
        ? []
        : anchorsOf(before, after, { start: aStart, end: aEnd }, { start: bStart, end: bEnd }, length);
    if (length === undefined) {
      const edit = shortestEdit(
        aEnd - aStart,
        bEnd - bStart,
        (x, y) => before[aStart + x]!.key === after[bStart + y]!.key,
      );
      for (const [x, y] of edit ?? []) out.push([aStart + x, bStart + y]);
    } else {
      for (const { a: at, b: to, length: run } of chain) {
        align(before, after, { start: aStart, end: at }, { start: bStart, end: to }, depth + 1, out);
        for (let index = 0; index < run; index++) out.push([at + index, to + index]);
        [aStart, bStart] = [at + run, to + run];
      }
      align(before, after, { start: aStart, end: aEnd }, { start: bStart, end: bEnd }, depth + 1, out);
    }
  }
  for (let index = tail.length - 1; index >= 0; index--) out.push(tail[index]!);
}

export interface Run {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/** The heaviest chain of runs that rises on both sides. */
function anchorsOf(before: Tokens, after: Tokens, a: Stretch, b: Stretch, length: number): Run[] {
  return heaviestChain(uniqueRuns(before, after, a, b, length));
}

/** Maximal equal runs around sequences of `length` tokens that occur once in either stretch. In the old text's order. */
export function uniqueRuns(before: Tokens, after: Tokens, a: Stretch, b: Stretch, length: number): Run[] {
  const places = new Map<string, { a: number; b: number; timesA: number; timesB: number }>();
  const gram = (tokens: Tokens, at: number) => {
    let key = '';
    for (let index = at; index < at + length; index++) key += `${tokens[index]!.key}\u0000`;
    return key;
  };
  for (let at = a.start; at + length <= a.end; at++) {
    const key = gram(before, at);
    const place = places.get(key);
    if (place) place.timesA++;
    else places.set(key, { a: at, b: -1, timesA: 1, timesB: 0 });
  }
  for (let at = b.start; at + length <= b.end; at++) {
    const place = places.get(gram(after, at));
    if (!place) continue;
    place.timesB++;
    place.b = at;
  }
  const runs: Run[] = [];
  let last: Run | undefined;
  for (const place of places.values()) {
    if (place.timesA !== 1 || place.timesB !== 1) continue;
    if (last && place.a < last.a + last.length && place.a - last.a === place.b - last.b) continue;
    let [x, y, run] = [place.a, place.b, length];
    const floor = last ? last.a + last.length : a.start;
    while (x > floor && y > b.start && before[x - 1]!.key === after[y - 1]!.key) {
      x--;
      y--;
      run++;
    }
    while (x + run < a.end && y + run < b.end && before[x + run]!.key === after[y + run]!.key) run++;
    if (x < floor) {
      run -= floor - x;
      y += floor - x;
      x = floor;
    }
    if (run <= 0) continue;
    last = { a: x, b: y, length: run };
    runs.push(last);
  }
  return runs;
}

/** Weighted longest increasing subsequence by a Fenwick tree over the new text's order; overlaps are cut. */
function heaviestChain(runs: readonly Run[]): Run[] {
  if (runs.length < 2) return [...runs];
  const byPlace = runs.map((_, index) => index).sort((x, y) => runs[x]!.b - runs[y]!.b);
  const rank = new Int32Array(runs.length);
  for (const [place, index] of byPlace.entries()) rank[index] = place + 1;
  const bestAt = new Int32Array(runs.length + 1).fill(-1);
  const weight = new Float64Array(runs.length);
  const from = new Int32Array(runs.length).fill(-1);
  let top = 0;
  for (let index = 0; index < runs.length; index++) {
    let best = -1;
    for (let at = rank[index]! - 1; at > 0; at -= at & -at) {
      const other = bestAt[at]!;
      if (other >= 0 && (best < 0 || weight[other]! > weight[best]!)) best = other;
    }
    from[index] = best;
    weight[index] = runs[index]!.length + (best < 0 ? 0 : weight[best]!);
    for (let at = rank[index]!; at <= runs.length; at += at & -at) {
      const other = bestAt[at]!;
      if (other < 0 || weight[index]! > weight[other]!) bestAt[at] = index;
    }
    if (weight[index]! > weight[top]!) top = index;
  }
  const chain: Run[] = [];
  for (let at = top; at >= 0; at = from[at]!) chain.push(runs[at]!);
  chain.reverse();
  const apart: Run[] = [];
  for (const run of chain) {
    const previous = apart.at(-1);
    const overlap = previous
      ? Math.max(0, previous.a + previous.length - run.a, previous.b + previous.length - run.b)
      : 0;
    if (overlap < run.length)
      apart.push({ a: run.a + overlap, b: run.b + overlap, length: run.length - overlap });
  }
  return apart;
}

/**
 * Matches that a reader would not see as kept text: a run between two edits that is no longer than either of them
 * ("the", "of", 的). After the semantic clean-up of N. Fraser's diff-match-patch.
 */
function withoutChance(
  before: Tokens,
  after: Tokens,
  matches: readonly Match[],
  a: Stretch,
  b: Stretch,
): Match[] {
  const runs: { a: number; b: number; length: number }[] = [];
  for (const [x, y] of matches) {
    const last = runs.at(-1);
    if (last && last.a + last.length === x && last.b + last.length === y) last.length++;
    else runs.push({ a: x, b: y, length: 1 });
  }
  const size = (tokens: Tokens, start: number, end: number) => {
    let characters = 0;
    for (let at = start; at < end; at++)
      characters += tokens[at]!.isMark ? 0.2 : Math.max(1, tokens[at]!.key.length);
    return characters;
  };
  const kept: typeof runs = [];
  for (const [index, run] of runs.entries()) {
    kept.push(run);
    // What one edit swallows makes it larger for the look at the run before.
    while (kept.length > 0 && isChance(kept.length - 1, runs[index + 1])) kept.pop();
  }
  return kept.flatMap(({ a: x, b: y, length }) =>
    Array.from({ length }, (_, index): Match => [x + index, y + index]),
  );

  function isChance(index: number, next: { a: number; b: number } | undefined): boolean {
    const run = kept[index]!;
    const previous = kept[index - 1];
    const left = [
      previous ? previous.a + previous.length : a.start,
      previous ? previous.b + previous.length : b.start,
    ] as const;
    const right = [next?.a ?? a.end, next?.b ?? b.end] as const;
    const edit = (fromA: number, toA: number, fromB: number, toB: number) =>
      Math.max(size(before, fromA, toA), size(after, fromB, toB));
    const weight = size(before, run.a, run.a + run.length);
    const limit = Math.min(
      edit(left[0], run.a, left[1], run.b),
      edit(run.a + run.length, right[0], run.b + run.length, right[1]),
    );
    return weight <= limit && run.length < 12;
  }
}
