import { basename, dirname, extname, resolve } from 'node:path';
import { UserError } from '@groundwork/kernel';
import { sample } from '../statistics/sample.ts';
import type { BeirDataset } from './read-beir-dataset.ts';

/** Which of a dataset's judged queries are asked. */
export interface QuerySelection {
  /** A file of queries that stood in for the dataset's own; only named here. */
  readonly queries?: string;
  /** Only queries whose metadata have this value: a split, a language, a kind. */
  readonly where?: { readonly key: string; readonly value: string };
  /** So many, drawn by the seed; with `first`, of those. */
  readonly sample?: { readonly count: number; readonly seed: number };
  /** The first so many. */
  readonly first?: number;
}

/** The dataset with the selected queries alone. Throws `UserError('dataset.invalid')` where none is left. */
export function selectQueries(dataset: BeirDataset, selection: QuerySelection): BeirDataset {
  const { where, first, sample: drawn } = selection;
  let queries = dataset.queries;
  if (where) queries = queries.filter(({ metadata }) => String(metadata[where.key]) === where.value);
  if (first !== undefined) queries = queries.slice(0, first);
  if (drawn) queries = sample(queries, drawn.count, drawn.seed);
  if (queries.length === 0) {
    throw new UserError(
      'dataset.invalid',
      `${dataset.name}: no judged query is left (${describe(selection)}).`,
    );
  }
  const description = describe(selection);
  return { ...dataset, queries, ...(description && { selection: description }) };
}

/** What is unlike the whole dataset, in words; empty where nothing is. */
function describe({ queries, where, first, sample: drawn }: QuerySelection): string {
  return [
    queries && `queries of ${nameOf(queries)}`,
    where && `${where.key} ${where.value}`,
    first !== undefined && `first ${first}`,
    drawn && `${drawn.count} sampled, seed ${drawn.seed}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** `xquad_zh/queries.jsonl` is known by its folder, any other file by its own name. */
function nameOf(file: string): string {
  const name = basename(file, extname(file));
  return name === 'queries' ? basename(dirname(resolve(file))) : name;
}
