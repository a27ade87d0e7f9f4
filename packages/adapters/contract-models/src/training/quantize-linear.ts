import { indexFeatures, type LinearModel } from '../model/linear-model.ts';

/** Keeps the features that say most, and their weights as whole numbers from −127 to 127, each feature on its own scale. */
export function quantizeLinear({ index, width, weights, bias }: LinearModel, keep: number): LinearModel {
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
  const features = Uint32Array.from(rows, (row) => index.features[row]!);
  return { index: indexFeatures(features), width, weights: whole, scales, bias };
}
