import type { FeatureRow } from '../features/feature-row.ts';

/** One weight for each known feature and category: rows of `weights` are features, found through `index`. */
export interface LinearModel {
  readonly index: FeatureIndex;
  readonly width: number;
  readonly weights: Float32Array | Int8Array;
  /** Of quantised weights: what one step of a feature's row is worth. */
  readonly scales?: Float32Array;
  readonly bias: Float32Array;
}

/** Row of a feature, or −1 where the training has not seen it often enough. */
export interface FeatureIndex {
  readonly features: Uint32Array;
  rowOf(feature: number): number;
}

/** Features in ascending order, looked up through an open-addressed table. */
export function indexFeatures(features: Uint32Array): FeatureIndex {
  const size = 1 << Math.ceil(Math.log2(Math.max(2, features.length * 2)));
  const table = new Int32Array(size).fill(-1);
  const slotOf = (feature: number) => (Math.imul(feature, 0x9e3779b1) >>> 8) & (size - 1);
  features.forEach((feature, row) => {
    let slot = slotOf(feature);
    while (table[slot]! >= 0) slot = (slot + 1) & (size - 1);
    table[slot] = row;
  });
  return {
    features,
    rowOf(feature) {
      let slot = slotOf(feature);
      for (let row = table[slot]!; row >= 0; row = table[slot]!) {
        if (features[row] === feature) return row;
        slot = (slot + 1) & (size - 1);
      }
      return -1;
    },
  };
}

/** The score (log odds) of every category for one candidate. */
export function linearScores(model: LinearModel, { features, values }: FeatureRow): Float32Array {
  const { index, width, weights, scales, bias } = model;
  const scores = Float32Array.from(bias);
  for (let at = 0; at < features.length; at += 1) {
    const row = index.rowOf(features[at]!);
    if (row < 0) continue;
    const value = values[at]! * (scales ? scales[row]! : 1);
    for (let column = 0, offset = row * width; column < width; column += 1, offset += 1) {
      scores[column] = scores[column]! + weights[offset]! * value;
    }
  }
  return scores;
}
