import { uniqueRuns, type Run } from './align-tokens.ts';
import type { ComparedToken } from './read-tokens.ts';
import type { Match } from './shortest-edit.ts';

/** Text that left one place and stands in another, perhaps edited. Token ranges. */
export interface Move {
  readonly before: { readonly start: number; readonly end: number };
  readonly after: { readonly start: number; readonly end: number };
}

/** Fewer letters than this move by chance: "the parties agree". A Chinese character counts as three. */
const leastLetters = 40;
/** Tokens that may have been edited between two runs that moved together. */
const widestGap = 15;

/** Looks among what was not matched in place for the same text elsewhere. */
export function findMoves(
  before: readonly ComparedToken[],
  after: readonly ComparedToken[],
  matches: readonly Match[],
): Move[] {
  const left = unmatched(before, new Set(matches.map(([x]) => x)));
  const right = unmatched(after, new Set(matches.map(([, y]) => y)));
  if (left.length === 0 || right.length === 0) return [];
  const tokensOf = (tokens: readonly ComparedToken[], places: readonly number[]) =>
    places.map((at) => tokens[at]!);
  const runs = uniqueRuns(
    tokensOf(before, left),
    tokensOf(after, right),
    { start: 0, end: left.length },
    { start: 0, end: right.length },
    4,
  ).flatMap((run) => contiguous(run, left, right));
  return chained(runs)
    .filter(({ runs: parts, before: range, after: target }) => {
      const moved = parts.reduce((sum, run) => sum + letters(before, run.a, run.a + run.length), 0);
      const whole = Math.max(
        letters(before, range.start, range.end),
        letters(after, target.start, target.end),
      );
      return moved >= leastLetters && moved >= 0.55 * whole;
    })
    .map(({ before: range, after: target }) =>
      widened(before, after, { before: range, after: target }, left, right),
    );
}

function unmatched(tokens: readonly ComparedToken[], matched: ReadonlySet<number>): number[] {
  const places: number[] = [];
  for (let at = 0; at < tokens.length; at++) if (!matched.has(at)) places.push(at);
  return places;
}

/** A run in the list of unmatched tokens may leap over matched ones: cut it where it does. */
function contiguous(run: Run, left: readonly number[], right: readonly number[]): Run[] {
  const parts: { a: number; b: number; length: number }[] = [];
  for (let index = 0; index < run.length; index++) {
    const [x, y] = [left[run.a + index]!, right[run.b + index]!];
    const last = parts.at(-1);
    if (last && last.a + last.length === x && last.b + last.length === y) last.length++;
    else parts.push({ a: x, b: y, length: 1 });
  }
  return parts.filter(({ length }) => length >= 3);
}

function chained(runs: readonly Run[]): (Move & { readonly runs: readonly Run[] })[] {
  const chains: Run[][] = [];
  for (const run of runs) {
    const last = chains.at(-1)?.at(-1);
    const gapA = last ? run.a - last.a - last.length : Number.POSITIVE_INFINITY;
    const gapB = last ? run.b - last.b - last.length : Number.POSITIVE_INFINITY;
    if (gapA >= 0 && gapB >= 0 && gapA <= widestGap && gapB <= widestGap) chains.at(-1)!.push(run);
    else chains.push([run]);
  }
  return chains.map((chain) => {
    const [first, last] = [chain[0]!, chain.at(-1)!];
    return {
      runs: chain,
      before: { start: first.a, end: last.a + last.length },
      after: { start: first.b, end: last.b + last.length },
    };
  });
}

/** Out to the ends of the paragraph where the little that is left there did not stay in place either. */
function widened(
  before: readonly ComparedToken[],
  after: readonly ComparedToken[],
  move: Move,
  left: readonly number[],
  right: readonly number[],
): Move {
  return {
    before: widen(before, move.before, new Set(left)),
    after: widen(after, move.after, new Set(right)),
  };
}

function widen(
  tokens: readonly ComparedToken[],
  range: Move['before'],
  free: ReadonlySet<number>,
): Move['before'] {
  let { start, end } = range;
  const [first, last] = [tokens[start]!.unit, tokens[end - 1]!.unit];
  while (
    start > 0 &&
    range.start - start < widestGap &&
    free.has(start - 1) &&
    tokens[start - 1]!.unit === first
  )
    start--;
  while (end < tokens.length && end - range.end < widestGap && free.has(end) && tokens[end]!.unit === last)
    end++;
  // Half a paragraph's rest is no part of the move.
  const reachesStart = start === 0 || tokens[start - 1]!.unit !== first;
  const reachesEnd = end === tokens.length || tokens[end]!.unit !== last;
  return { start: reachesStart ? start : range.start, end: reachesEnd ? end : range.end };
}

function letters(tokens: readonly ComparedToken[], start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) {
    const { key, isMark } = tokens[at]!;
    if (!isMark) sum += /\p{Script=Han}/u.test(key) ? 3 : key.length;
  }
  return sum;
}
