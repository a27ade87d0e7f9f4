import { indexFeatures, type FeatureIndex, type LinearModel } from '../model/linear-model.ts';
import type { NetworkModel } from '../model/network-model.ts';

/** The features that say most, and their weights as whole numbers from −127 to 127, each feature on its own scale. */
function quantize(index: FeatureIndex, width: number, weights: LinearModel['weights'], keep: number) {
  const length = (row: number) => Math.hypot(...weights.subarray(row * width, (row + 1) * width));
  const rows = Array.from(index.features, (_, row) => ({ row, length: length(row) }))
    .sort((a, b) => b.length - a.length || a.row - b.row)
    .slice(0, keep)
    .map(({ row }) => row)
    .sort((a, b) => a - b);
  const whole = new Int8Array(rows.length * width);
  const scales = new Float32Array(rows.length);
  rows.forEach((row, at) => {
    const own = Array.from(weights.subarray(row * width, (row + 1) * width));
    const scale = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127 || 1;
    scales[at] = scale;
    own.forEach((weight, column) => (whole[at * width + column] = Math.round(weight / scale)));
  });
  return { index: indexFeatures(Uint32Array.from(rows, (row) => index.features[row]!)), whole, scales };
}

/** Keeps so many features of a LinearModel, in bytes. */
export function quantizeLinear({ index, width, weights, bias }: LinearModel, keep: number): LinearModel {
  const { index: kept, whole, scales } = quantize(index, width, weights, keep);
  return { index: kept, width, weights: whole, scales, bias };
}

/** Keeps so many features of a network, in bytes; its few output weights stay as they are. */
export function quantizeNetwork(
  { index, hidden, vectors, ...rest }: NetworkModel,
  keep: number,
): NetworkModel {
  const { index: kept, whole, scales } = quantize(index, hidden, vectors, keep);
  return { ...rest, index: kept, hidden, vectors: whole, scales };
}
