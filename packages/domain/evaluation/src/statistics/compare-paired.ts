import {
  bootstrapInterval,
  defaultResampling,
  type Interval,
  type Resampling,
} from './bootstrap-interval.ts';
import { seededRandom } from './seeded-random.ts';

export interface PairedDifference {
  readonly pairs: number;
  /** Mean of `after − before`. */
  readonly difference: number;
  /** 95 % paired bootstrap interval of the difference. */
  readonly interval: Interval;
  /** Chance of a difference as large, either way, were the two alike: the paired randomisation test. */
  readonly p: number;
}

/**
 * Two systems over the same queries, query by query, as Smucker, Allan & Carterette (2007, "A Comparison of
 * Statistical Significance Tests for Information Retrieval Evaluation") recommend: differences are resampled for the
 * interval, and their signs exchanged for the p-value. Every exchange is tried where there are few enough; otherwise
 * random ones, and p counts the observed one too (so it is never zero).
 *
 * Throws `RangeError` where the two are not of one length.
 */
export function comparePaired(
  before: readonly number[],
  after: readonly number[],
  resampling: Resampling = {},
): PairedDifference {
  if (before.length !== after.length) {
    throw new RangeError(`${before.length} values cannot be paired with ${after.length}`);
  }
  const differences = before.map((value, index) => after[index]! - value);
  const total = differences.reduce((sum, value) => sum + value, 0);
  return {
    pairs: differences.length,
    difference: differences.length === 0 ? 0 : total / differences.length,
    interval: bootstrapInterval(differences, resampling),
    p: randomisationTest(differences, { ...defaultResampling, ...resampling }),
  };
}

/** Sums that differ by less are one sum, added in another order. */
const rounding = 1e-9;

function randomisationTest(
  differences: readonly number[],
  { resamples, seed }: Required<Resampling>,
): number {
  // A difference of zero has no sign to exchange.
  const signed = differences.filter((value) => value !== 0);
  const observed = Math.abs(signed.reduce((sum, value) => sum + value, 0)) - rounding;
  const asLarge = (isNegative: (index: number) => boolean) =>
    Math.abs(signed.reduce((sum, value, index) => sum + (isNegative(index) ? -value : value), 0)) >= observed;
  const exchanges = 2 ** signed.length;
  let extreme = 0;
  if (exchanges <= resamples) {
    for (let mask = 0; mask < exchanges; mask += 1) {
      if (asLarge((index) => ((mask >> index) & 1) === 1)) extreme += 1;
    }
    return extreme / exchanges;
  }
  const random = seededRandom(seed);
  for (let resample = 0; resample < resamples; resample += 1) if (asLarge(() => random() < 0.5)) extreme += 1;
  return (extreme + 1) / (resamples + 1);
}
