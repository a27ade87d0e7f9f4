import type { AnswerCase } from '../answers/answer-case.ts';
import { goldSentences } from '../retrieval/gold-sentences.ts';
import { hashRows } from './hash-rows.ts';
import type { BeirDataset } from './read-beir-dataset.ts';

/** Which data a figure was measured on. */
export interface DatasetIdentity {
  readonly name: string;
  /** See {@link BeirDataset.selection}. */
  readonly selection?: string;
  /**
   * Of everything that the figures depend on: documents, queries that were asked, and what is known of their answers.
   * The same in whatever order they stand.
   */
  readonly hash: string;
  readonly docs: number;
  readonly queries: number;
}

type Corpus = Pick<BeirDataset, 'name' | 'selection' | 'corpus'>;

/** Identifies a retrieval set by its documents, queries, judgements and gold sentences. Reads the whole corpus once. */
export function identifyDataset(dataset: BeirDataset): Promise<DatasetIdentity> {
  const queries = dataset.queries.flatMap((query) => [
    ['query', query._id, query.text, goldSentences(query)],
    ...[...(dataset.qrels.get(query._id) ?? [])].map((judgement) => ['judgement', query._id, ...judgement]),
  ]);
  return identify(dataset, queries, dataset.queries.length);
}

/** Identifies an answer set by its documents and its cases. Reads the whole corpus once. */
export function identifyAnswerDataset(
  corpus: Corpus,
  cases: readonly AnswerCase[],
): Promise<DatasetIdentity> {
  const rows = cases.map(({ id, question, answerable, answers, references }) => [
    'case',
    ...[id, question, answerable, answers, references],
  ]);
  return identify(corpus, rows, cases.length);
}

async function identify(
  { name, selection, corpus }: Corpus,
  questions: readonly (readonly unknown[])[],
  queries: number,
): Promise<DatasetIdentity> {
  let docs = 0;
  const rows = async function* () {
    for await (const { _id, title, text } of corpus()) {
      docs += 1;
      yield ['document', _id, title, text];
    }
    yield* questions;
  };
  const hash = await hashRows(rows());
  return { name, ...(selection && { selection }), hash, docs, queries };
}
