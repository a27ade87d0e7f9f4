import { indexFeatures, type LinearModel } from './linear-model.ts';
import type { packModel } from './packed-model.ts';

type Arrays = Parameters<typeof packModel>[1];

/** A quantised LinearModel as the arrays it is packed as. */
export function toArrays({ index, scales, bias, weights }: LinearModel): Arrays {
  if (!scales || !(weights instanceof Int8Array)) throw new TypeError('Only a quantised model is packed');
  return [index.features, scales, bias, weights];
}

export function fromArrays([features, scales, bias, weights]: Arrays): LinearModel {
  return {
    index: indexFeatures(features as Uint32Array),
    scales: scales as Float32Array,
    bias: bias as Float32Array,
    weights: weights as Int8Array,
    width: bias!.length,
  };
}
