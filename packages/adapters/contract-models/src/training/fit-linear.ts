import { featureSpace } from '../features/feature-hash.ts';
import type { FeatureRow } from '../features/feature-row.ts';
import { indexFeatures, type FeatureIndex, type LinearModel } from '../model/linear-model.ts';
import { seededRandom } from './seeded-random.ts';

/** A candidate with its gold: for each category 1 (is of it), 0 (is not) or −1 (says nothing of it). */
export interface Example {
  readonly row: FeatureRow;
  readonly gold: Int8Array;
}

/** Features that at least so many contracts have. */
export function frequentFeatures(
  contracts: readonly (readonly FeatureRow[])[],
  minimum: number,
): FeatureIndex {
  const counts = new Uint16Array(featureSpace);
  const last = new Int32Array(featureSpace).fill(-1);
  contracts.forEach((rows, contract) => {
    for (const { features } of rows) {
      for (const feature of features) {
        if (last[feature] === contract) continue;
        last[feature] = contract;
        counts[feature] = counts[feature]! + 1;
      }
    }
  });
  const kept: number[] = [];
  counts.forEach((count, feature) => {
    if (count >= minimum) kept.push(feature);
  });
  return indexFeatures(Uint32Array.from(kept));
}

export interface LinearFit {
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
}

/** Errors smaller than this move nothing: most categories are plainly not there, and skipping them saves most work. */
const negligible = 2e-3;

/**
 * Logistic regression of every category at once by AdaGrad (Duchi, Hazan & Singer 2011), one candidate at a time in an
 * order drawn by the seed.
 */
export function fitLinear(
  examples: readonly Example[],
  index: FeatureIndex,
  width: number,
  { epochs, rate, seed }: LinearFit,
): LinearModel {
  const weights = new Float32Array(index.features.length * width);
  const squares = new Float32Array(weights.length).fill(1e-2);
  const bias = new Float32Array(width).fill(-5);
  const biasSquares = new Float32Array(width).fill(1);
  const known = examples.map(({ row, gold }) => ({ ...knownPart(row, index), gold }));
  const random = seededRandom(seed);
  const scores = new Float64Array(width);
  const active = new Int32Array(width);
  const errors = new Float64Array(width);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(known, random);
    for (const { rows, values, gold } of known) {
      scores.set(bias);
      for (let at = 0; at < rows.length; at += 1) {
        const value = values[at]!;
        for (let column = 0, offset = rows[at]! * width; column < width; column += 1, offset += 1) {
          scores[column] = scores[column]! + weights[offset]! * value;
        }
      }
      let count = 0;
      for (let column = 0; column < width; column += 1) {
        const target = gold[column]!;
        if (target < 0) continue;
        const error = 1 / (1 + Math.exp(-scores[column]!)) - target;
        if (Math.abs(error) < negligible) continue;
        active[count] = column;
        errors[count] = error;
        count += 1;
        biasSquares[column] = biasSquares[column]! + error * error;
        bias[column] = bias[column]! - (rate * error) / Math.sqrt(biasSquares[column]!);
      }
      if (count === 0) continue;
      for (let at = 0; at < rows.length; at += 1) {
        const start = rows[at]! * width;
        const value = values[at]!;
        for (let each = 0; each < count; each += 1) {
          const offset = start + active[each]!;
          const gradient = errors[each]! * value;
          const square = squares[offset]! + gradient * gradient;
          squares[offset] = square;
          weights[offset] = weights[offset]! - (rate * gradient) / Math.sqrt(square);
        }
      }
    }
  }
  return { index, width, weights, bias };
}

/** The features that the index knows, by their rows. */
export function knownPart({ features, values }: FeatureRow, index: FeatureIndex) {
  const rows = new Uint32Array(features.length);
  const kept = new Float32Array(features.length);
  let count = 0;
  features.forEach((feature, at) => {
    const row = index.rowOf(feature);
    if (row < 0) return;
    rows[count] = row;
    kept[count] = values[at]!;
    count += 1;
  });
  return { rows: rows.slice(0, count), values: kept.slice(0, count) };
}

export function shuffle<Item>(items: Item[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other]!, items[at]!];
  }
}
