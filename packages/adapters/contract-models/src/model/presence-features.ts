import type { LabelChance } from './clause-model.ts';

export const presenceFeatureCount = 5;

/** What says that a category is in a contract: its best and second label, how many are to be expected, how common it is. */
export function presenceFeatures(
  chances: readonly LabelChance[],
  column: number,
  rates: readonly number[],
): number[] {
  let [first, second, expected] = [0, 0, 0];
  for (const { column: of, chance } of chances) {
    if (of !== column) continue;
    expected += chance;
    if (chance > first) [first, second] = [chance, first];
    else if (chance > second) second = chance;
  }
  return [logOdds(first), logOdds(second), Math.log(1e-3 + expected), column, rates[column]!];
}

const logOdds = (chance: number) => Math.log((chance + 1e-4) / (1 + 1e-4 - chance));
