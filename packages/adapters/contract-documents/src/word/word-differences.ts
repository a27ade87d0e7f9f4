import { alignTokens } from '@groundwork/review';

/** `before.slice(start, end)` became `text`. */
export interface WordDifference {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const token = /\p{Script=Han}|[\p{L}\p{M}\p{N}]+|\s+|[^]/gu;

/** What was exchanged to make one text of the other, word by word, every sign counted: applied, it gives `after`. */
export function wordDifferences(before: string, after: string): WordDifference[] {
  const [a, b] = [tokensOf(before), tokensOf(after)];
  const differences: WordDifference[] = [];
  let [x, y] = [0, 0];
  for (const [toX, toY] of [...alignTokens(a, b), [a.length, b.length] as const]) {
    if (toX > x || toY > y) {
      const [start, end] = [a[x]?.start ?? before.length, a[toX]?.start ?? before.length];
      differences.push({
        start,
        end,
        text: after.slice(b[y]?.start ?? after.length, b[toY]?.start ?? after.length),
      });
    }
    [x, y] = [toX + 1, toY + 1];
  }
  return differences;
}

function tokensOf(text: string) {
  return [...text.matchAll(token)].map(({ 0: key, index }) => ({
    key,
    start: index,
    end: index + key.length,
    unit: 0,
    isMark: !/[\p{L}\p{N}]/u.test(key),
  }));
}

/** Pairs what is equal in two lists, in order; then, between equals, what is alike enough to have become the other. */
export function pairInOrder(
  before: readonly string[],
  after: readonly string[],
): [number | undefined, number | undefined][] {
  const toTokens = (list: readonly string[]) =>
    list.map((key, unit) => ({ key, start: 0, end: 0, unit, isMark: key.trim() === '' }));
  const pairs: [number | undefined, number | undefined][] = [];
  let [x, y] = [0, 0];
  for (const [toX, toY] of [
    ...alignTokens(toTokens(before), toTokens(after)),
    [before.length, after.length] as const,
  ]) {
    pairs.push(...pairAlike(before, after, { from: x, to: toX }, { from: y, to: toY }));
    if (toX < before.length) pairs.push([toX, toY]);
    [x, y] = [toX + 1, toY + 1];
  }
  return pairs;
}

function pairAlike(
  before: readonly string[],
  after: readonly string[],
  a: { readonly from: number; readonly to: number },
  b: { readonly from: number; readonly to: number },
): [number | undefined, number | undefined][] {
  const pairs: [number | undefined, number | undefined][] = [];
  let next = b.from;
  for (let index = a.from; index < a.to; index++) {
    let best = -1;
    let bestLikeness = a.to - a.from === 1 && b.to - b.from === 1 ? 0.1 : 0.4;
    for (let at = next; at < Math.min(b.to, next + 40); at++) {
      const found = likeness(before[index]!, after[at]!);
      if (found > bestLikeness) [best, bestLikeness] = [at, found];
    }
    if (best >= 0) while (next < best) pairs.push([undefined, next++]);
    pairs.push([index, best >= 0 ? next++ : undefined]);
  }
  while (next < b.to) pairs.push([undefined, next++]);
  return pairs;
}

/** Dice's coefficient of the words of two texts. */
function likeness(a: string, b: string): number {
  const words = (text: string) => text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
  const [left, right] = [words(a), words(b)];
  if (left.length === 0 || right.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of right) {
    const times = counts.get(word) ?? 0;
    if (times > 0) {
      common++;
      counts.set(word, times - 1);
    }
  }
  return (2 * common) / (left.length + right.length);
}
