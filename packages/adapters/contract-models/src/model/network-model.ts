import type { FeatureRow } from '../features/feature-row.ts';
import type { FeatureIndex } from './linear-model.ts';

/** A vector for each feature; their sum, cut at zero, is weighed by `outputs` (a row of `hidden` for each category). */
export interface NetworkModel {
  readonly index: FeatureIndex;
  readonly hidden: number;
  readonly vectors: Float32Array | Int8Array;
  /** Of quantised vectors: what one step of a feature's vector is worth. */
  readonly scales?: Float32Array;
  readonly outputs: Float32Array;
  readonly bias: Float32Array;
}

/** The score (log odds) of every category for one candidate. */
export function networkScores(model: NetworkModel, { features, values }: FeatureRow): Float32Array {
  const { index, hidden, vectors, scales, outputs, bias } = model;
  const layer = new Float32Array(hidden);
  for (let at = 0; at < features.length; at += 1) {
    const row = index.rowOf(features[at]!);
    if (row < 0) continue;
    const value = values[at]! * (scales ? scales[row]! : 1);
    for (let unit = 0, offset = row * hidden; unit < hidden; unit += 1, offset += 1) {
      layer[unit] = layer[unit]! + vectors[offset]! * value;
    }
  }
  return bias.map((start, column) => {
    let score = start;
    for (let unit = 0, offset = column * hidden; unit < hidden; unit += 1, offset += 1) {
      if (layer[unit]! > 0) score += outputs[offset]! * layer[unit]!;
    }
    return score;
  });
}
