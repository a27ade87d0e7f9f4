import { categories } from './categories.ts';
import type { ClauseModel } from './clause-model.ts';
import { fromArrays, toArrays } from './linear-arrays.ts';
import { indexFeatures } from './linear-model.ts';
import type { NetworkModel } from './network-model.ts';
import { packModel, unpackModel } from './packed-model.ts';

type Arrays = Parameters<typeof packModel>[1];

interface Header {
  /** The model's columns by their CUAD names: a catalogue in another order could not read it. */
  readonly categories: readonly string[];
  readonly rates: ClauseModel['rates'];
  readonly labels: ClauseModel['labels'];
  readonly presence: ClauseModel['presence'];
}

export function packClauseModel({ linear, network, rates, labels, presence }: ClauseModel): Buffer {
  const header: Header = { categories: categories.map(({ cuad }) => cuad), rates, labels, presence };
  return packModel(header, [...toArrays(linear), ...networkArrays(network)]);
}

/** Throws where the bytes are of another catalogue of categories. */
export function unpackClauseModel(file: Uint8Array): ClauseModel {
  const { header, arrays } = unpackModel(file);
  const { categories: columns, rates, labels, presence } = header as Header;
  if (columns.join() !== categories.map(({ cuad }) => cuad).join()) {
    throw new Error('The clause model was trained for other categories; train it again.');
  }
  return {
    linear: fromArrays(arrays.slice(0, 4)),
    network: networkFrom(arrays.slice(4)),
    rates,
    labels,
    presence,
  };
}

function networkArrays({ index, scales, bias, outputs, vectors }: NetworkModel): Arrays {
  if (!scales || !(vectors instanceof Int8Array)) throw new TypeError('Only a quantised model is packed');
  return [index.features, scales, bias, outputs, vectors];
}

function networkFrom([features, scales, bias, outputs, vectors]: Arrays): NetworkModel {
  return {
    index: indexFeatures(features as Uint32Array),
    scales: scales as Float32Array,
    bias: bias as Float32Array,
    outputs: outputs as Float32Array,
    vectors: vectors as Int8Array,
    hidden: outputs!.length / bias!.length,
  };
}
