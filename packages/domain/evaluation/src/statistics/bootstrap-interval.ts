import { seededRandom } from './seeded-random.ts';

/** Lower and upper end. */
export type Interval = readonly [low: number, high: number];

export interface Resampling {
  readonly resamples?: number;
  readonly seed?: number;
}

/** The ends of the 2.5 and 97.5 percentiles hardly move with more. */
export const defaultResampling = { resamples: 2_000, seed: 1 };

/**
 * 95 % interval of the mean by the percentile bootstrap (Efron 1979): the mean of as many values, drawn again with
 * replacement, over and over. Says how far the mean would move had other queries been asked; nothing of another
 * corpus. The same values and seed give the same interval.
 */
export function bootstrapInterval(values: readonly number[], resampling: Resampling = {}): Interval {
  const { resamples, seed } = { ...defaultResampling, ...resampling };
  const count = values.length;
  if (count === 0) return [0, 0];
  const random = seededRandom(seed);
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    let sum = 0;
    for (let draw = 0; draw < count; draw += 1) sum += values[Math.floor(random() * count)]!;
    means[resample] = sum / count;
  }
  means.sort();
  // Nearest rank from each side, so that the interval of mirrored values is the mirrored interval.
  const outside = Math.max(0, Math.ceil(resamples * 0.025) - 1);
  return [means[outside]!, means[resamples - 1 - outside]!];
}
