import { ndaHypotheses } from '@groundwork/review';
import { fromArrays, toArrays } from '../model/linear-arrays.ts';
import { packModel, unpackModel } from '../model/packed-model.ts';
import type { HypothesisModel } from './hypothesis-model.ts';

interface Header extends Omit<HypothesisModel, 'linear'> {
  readonly hypotheses: readonly string[];
}

export function packHypothesisModel({ linear, ...rest }: HypothesisModel): Buffer {
  const header: Header = { hypotheses: ndaHypotheses.map(({ id }) => id), ...rest };
  return packModel(header, toArrays(linear));
}

/** Throws where the bytes are of another catalogue of hypotheses. */
export function unpackHypothesisModel(file: Uint8Array): HypothesisModel {
  const { header, arrays } = unpackModel(file);
  const { hypotheses, rates, mentioned, contradicted } = header as Header;
  if (hypotheses.join() !== ndaHypotheses.map(({ id }) => id).join()) {
    throw new Error('The model of hypotheses was trained for others; train it again.');
  }
  return { linear: fromArrays(arrays), rates, mentioned, contradicted };
}
