import type { Interval } from '../statistics/bootstrap-interval.ts';
import { seededRandom } from '../statistics/seeded-random.ts';

export type { Interval };

const resamples = 500;

/**
 * 95 % percentile-bootstrap interval (Efron 1979) of a measure that is no mean: it is taken again over as many items
 * drawn with replacement, by their places. Draws that have no measure count as 0.
 */
export function resampledInterval(
  count: number,
  measure: (drawn: readonly number[]) => number | undefined,
): Interval {
  if (count === 0) return [0, 0];
  const random = seededRandom(1);
  const values = Array.from({ length: resamples }, () => {
    const drawn = Array.from({ length: count }, () => Math.floor(random() * count));
    return measure(drawn) ?? 0;
  }).sort((a, b) => a - b);
  const outside = Math.ceil(resamples * 0.025) - 1;
  return [values[outside]!, values[resamples - 1 - outside]!];
}
