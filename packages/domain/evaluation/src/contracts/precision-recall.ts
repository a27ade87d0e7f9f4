/**
 * What one contract says of one category: for each gold span found the confidence of the best prediction that matches
 * it, and the confidences of predictions that match some gold span and of those that match none.
 */
export interface MatchedSpans {
  readonly found: readonly number[];
  readonly missed: number;
  readonly true: readonly number[];
  readonly false: readonly number[];
}

/** 0…1; absent where there is no gold span to find. */
export interface RankedScores {
  readonly aupr?: number;
  /** Precision at 80 % and 90 % recall; 0 where that recall is not reached. */
  readonly p80r?: number;
  readonly p90r?: number;
}

/** The thresholds of CUAD's evaluation script: .99 to .01, .001, 0. A prediction counts above its threshold. */
export const thresholds: readonly number[] = [
  ...Array.from({ length: 99 }, (_, index) => (99 - index) / 100),
  0.001,
  0,
];

/** Counts at every threshold, one row for a contract: rows are added up, so that contracts can be drawn again. */
export interface ThresholdCounts {
  readonly gold: number;
  readonly truePositives: Int32Array;
  readonly falsePositives: Int32Array;
}

export function countAtThresholds(parts: readonly MatchedSpans[]): ThresholdCounts {
  const counts = {
    gold: 0,
    truePositives: new Int32Array(thresholds.length),
    falsePositives: new Int32Array(thresholds.length),
  };
  for (const part of parts) {
    counts.gold += part.found.length + part.missed;
    for (const confidence of part.found) countAbove(counts.truePositives, confidence);
    for (const confidence of part.false) countAbove(counts.falsePositives, confidence);
  }
  return counts;
}

function countAbove(counts: Int32Array, confidence: number): void {
  for (let index = counts.length - 1; index >= 0 && confidence > thresholds[index]!; index -= 1) {
    counts[index] = counts[index]! + 1;
  }
}

/**
 * As CUAD's script has it: each gold span that some prediction matches is a true positive, each prediction that matches
 * none a false one; precision at a recall is the best of any threshold that reaches it, and the area is by trapezoids
 * from (0, 1) to the highest recall reached.
 */
export function scoreRanked(rows: readonly ThresholdCounts[]): RankedScores {
  const gold = rows.reduce((sum, row) => sum + row.gold, 0);
  if (gold === 0) return {};
  const points = [{ recall: 0, precision: 1 }];
  for (let index = 0; index < thresholds.length; index += 1) {
    let [found, wrong] = [0, 0];
    for (const row of rows) {
      found += row.truePositives[index]!;
      wrong += row.falsePositives[index]!;
    }
    if (found + wrong > 0) points.push({ recall: found / gold, precision: found / (found + wrong) });
  }
  for (let index = points.length - 2; index >= 0; index -= 1) {
    const point = points[index]!;
    point.precision = Math.max(point.precision, points[index + 1]!.precision);
  }
  let aupr = 0;
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1]!, points[index]!];
    aupr += ((b.recall - a.recall) * (a.precision + b.precision)) / 2;
  }
  const at = (recall: number) => points.find((point) => point.recall >= recall)?.precision ?? 0;
  return { aupr, p80r: at(0.8), p90r: at(0.9) };
}
