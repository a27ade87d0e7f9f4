import { categories } from './categories.ts';
import type { ClauseModel } from './clause-model.ts';
import { packModel, unpackModel } from './packed-model.ts';

interface Header {
  /** The model's columns by their CUAD names: a catalogue in another order could not read it. */
  readonly categories: readonly string[];
  readonly rates: ClauseModel['rates'];
  readonly labels: ClauseModel['labels'];
  readonly presence: ClauseModel['presence'];
}

export function packClauseModel({ linear, ...rest }: ClauseModel): Buffer {
  const header: Header = { categories: categories.map(({ cuad }) => cuad), ...rest };
  return packModel(header, linear);
}

/** Throws where the bytes are of another catalogue of categories. */
export function unpackClauseModel(file: Uint8Array): ClauseModel {
  const { header, linear } = unpackModel(file);
  const { categories: columns, rates, labels, presence } = header as Header;
  if (columns.join() !== categories.map(({ cuad }) => cuad).join()) {
    throw new Error('The clause model was trained for other categories; train it again.');
  }
  return { linear, rates, labels, presence };
}
