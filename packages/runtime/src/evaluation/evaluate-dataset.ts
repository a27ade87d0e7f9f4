import { AnswerQuestion, type AnswerOutcome } from '@groundwork/answering';
import {
  type AnswerEvaluation,
  type DatasetIdentity,
  EvaluateAnswers,
  EvaluateRetrieval,
  identifyAnswerDataset,
  identifyDataset,
  type QuerySelection,
  readAnswerCases,
  type RetrievalEvaluation,
  type RunConfiguration,
  selectQueries,
} from '@groundwork/evaluation';
import { ReadDocument } from '@groundwork/ingestion';
import { OperationalError, type Principal } from '@groundwork/kernel';
import { SearchPassages } from '@groundwork/retrieval';
import type { Runtime } from '../runtime.ts';
import { describeConfiguration } from './describe-configuration.ts';
import { openEvaluationCorpus } from './evaluation-corpus.ts';
import type { ScratchTenant } from './scratch-tenant.ts';

type Progress = (stage: string, done: number, total: number) => void;

/** An evaluation with all that is needed to make it again. */
export interface IdentifiedRun<Evaluation> {
  readonly evaluation: Evaluation;
  readonly dataset: DatasetIdentity;
  readonly configuration: RunConfiguration;
}

/**
 * Retrieval over a directory in the BEIR layout, or the demo's, through production's ingestion and search.
 * Throws `UserError('dataset.invalid')`, and `OperationalError` where a row could not be ingested.
 */
export async function evaluateRetrieval(
  tenant: ScratchTenant,
  { directory, ...selection }: QuerySelection & { readonly directory: string },
  onProgress: Progress,
): Promise<IdentifiedRun<RetrievalEvaluation>> {
  const corpus = await openEvaluationCorpus(directory, selection.queries);
  const dataset = selectQueries(corpus.dataset, selection);
  const identity = await identifyDataset(dataset);
  let reader = tenant.principal;
  const evaluation = await new EvaluateRetrieval().run({
    dataset,
    docs: identity.docs,
    ingest: async () => {
      reader = await corpus.ingest(tenant, (done) => onProgress('ingest', done, identity.docs));
    },
    // Each Document is judged by itself, also one that says what another says.
    search: (query, limit) =>
      tenant.runtime.get(SearchPassages).run(reader, { query, limit, duplicates: 'keep' }),
    onProgress: ({ stage, done, total }) => onProgress(stage, done, total),
  });
  return { evaluation, dataset: identity, configuration: await describeConfiguration(tenant) };
}

/**
 * Answers over a directory with `queries.jsonl` and either `corpus.jsonl` or the demo's `manifest.json` and `corpus/`,
 * through production's ingestion and answering.
 */
export async function evaluateAnswers(
  tenant: ScratchTenant,
  directory: string,
  onProgress: Progress,
): Promise<IdentifiedRun<AnswerEvaluation>> {
  const { runtime } = tenant;
  const corpus = await openEvaluationCorpus(directory);
  const cases = await readAnswerCases(corpus.questions);
  const dataset = await identifyAnswerDataset(corpus.dataset, cases);
  const principal = await corpus.ingest(tenant, (done) => onProgress('ingest', done, dataset.docs));
  const evaluation = await new EvaluateAnswers().run({
    dataset: directory,
    cases,
    ask: (question) => askOnce(runtime, principal, question),
    sourceOf: async ({ documentId, span }) => {
      const part = { start: span.start, length: span.end - span.start };
      return (await runtime.get(ReadDocument).run(principal, documentId, part)).text;
    },
    onProgress: ({ done, total }) => onProgress('answer', done, total),
  });
  const configuration = await describeConfiguration(tenant, { withAnswers: true });
  return { evaluation, dataset, configuration };
}

async function askOnce(runtime: Runtime, principal: Principal, question: string): Promise<AnswerOutcome> {
  for await (const event of runtime.get(AnswerQuestion).run(principal, { question })) {
    if (event.type === 'answer-end') return event.answer;
    if (event.type === 'answer-abstain') return event.abstention;
  }
  throw new OperationalError('model.unavailable', `The question "${question}" came to no end.`);
}
