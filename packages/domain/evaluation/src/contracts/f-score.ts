export interface Counts {
  readonly found: number;
  readonly wrong: number;
  readonly missed: number;
}

/** 0…1; a share that has nothing to be a share of is absent. */
export interface FScore {
  readonly precision?: number;
  readonly recall?: number;
  readonly f1?: number;
}

/** Precision, recall and their harmonic mean. */
export function fScore({ found, wrong, missed }: Counts): FScore {
  return {
    ...(found + wrong > 0 && { precision: found / (found + wrong) }),
    ...(found + missed > 0 && { recall: found / (found + missed) }),
    ...(found + wrong + missed > 0 && { f1: (2 * found) / (2 * found + wrong + missed) }),
  };
}

export function addCounts(parts: readonly Counts[]): Counts {
  return parts.reduce(
    (sum, part) => ({
      found: sum.found + part.found,
      wrong: sum.wrong + part.wrong,
      missed: sum.missed + part.missed,
    }),
    { found: 0, wrong: 0, missed: 0 },
  );
}
