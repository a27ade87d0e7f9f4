/**
 * Boosted decision trees as flat arrays. A node with `feature` −1 is a leaf whose `value` is added; others send a row to
 * `left` (the next node) where its feature is at most `value`, else to `right`.
 */
export interface TreeModel {
  readonly base: number;
  readonly roots: readonly number[];
  readonly feature: readonly number[];
  readonly value: readonly number[];
  readonly right: readonly number[];
}

/** Log odds for one row of numbers. */
export function treeScore({ base, roots, feature, value, right }: TreeModel, row: ArrayLike<number>): number {
  let score = base;
  for (const root of roots) {
    let node = root;
    while (feature[node]! >= 0) node = row[feature[node]!]! <= value[node]! ? node + 1 : right[node]!;
    score += value[node]!;
  }
  return score;
}
