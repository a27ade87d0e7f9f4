import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AnswerQuestion, type AnswerOutcome } from '@groundwork/answering';
import {
  type AnswerEvaluation,
  type CorpusRow,
  EvaluateAnswers,
  EvaluateRetrieval,
  readAnswerCases,
  readBeirDataset,
  type RetrievalEvaluation,
} from '@groundwork/evaluation';
import { CreateCollection, type NewDocument, ReadDocument } from '@groundwork/ingestion';
import { type CollectionId, OperationalError, type Principal } from '@groundwork/kernel';
import { SearchPassages } from '@groundwork/retrieval';
import { addAndWait } from '../add-and-wait.ts';
import type { Runtime } from '../runtime.ts';
import { seedDemo } from '../seed/demo.ts';
import type { ScratchTenant } from './scratch-tenant.ts';

type Progress = (stage: string, done: number, total?: number) => void;

/**
 * Retrieval over a directory in the BEIR layout, through production's ingestion and search.
 * Throws `UserError('dataset.invalid')`, and `OperationalError` where a row could not be ingested: a score over a part
 * of the corpus would not be comparable.
 */
export async function evaluateRetrieval(
  { runtime, principal }: ScratchTenant,
  directory: string,
  onProgress: Progress,
): Promise<RetrievalEvaluation> {
  const dataset = await readBeirDataset(directory);
  return new EvaluateRetrieval().run({
    dataset,
    ingest: (rows) => ingestRows(runtime, principal, rows),
    search: (query, limit) => runtime.get(SearchPassages).run(principal, { query, limit }),
    onProgress: ({ stage, done, total }) => onProgress(stage, done, total),
  });
}

/**
 * Answers over a directory with `queries.jsonl` and either `corpus.jsonl` or the demo's `manifest.json` and `corpus/`,
 * through production's ingestion and answering.
 */
export async function evaluateAnswers(
  { runtime, principal: owner }: ScratchTenant,
  directory: string,
  onProgress: Progress,
): Promise<AnswerEvaluation> {
  let principal = owner;
  const isDemo = existsSync(join(directory, 'manifest.json'));
  const cases = await readAnswerCases(isDemo ? join(directory, 'questions') : directory);
  if (isDemo) {
    const seeded = await seedDemo(runtime, owner, directory, (done, total) =>
      onProgress('ingest', done, total),
    );
    principal = seeded.principal;
  } else {
    const dataset = await readBeirDataset(directory);
    await ingestRows(runtime, owner, dataset.corpus(), (done) => onProgress('ingest', done));
  }
  return new EvaluateAnswers().run({
    dataset: directory,
    cases,
    ask: (question) => askOnce(runtime, principal, question),
    sourceOf: async ({ documentId, span }) => {
      const part = { start: span.start, length: span.end - span.start };
      return (await runtime.get(ReadDocument).run(principal, documentId, part)).text;
    },
    onProgress: ({ done, total }) => onProgress('answer', done, total),
  });
}

async function ingestRows(
  runtime: Runtime,
  principal: Principal,
  rows: AsyncIterable<CorpusRow>,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  const { id } = await runtime.get(CreateCollection).run(principal, { name: 'Evaluation' });
  let done = 0;
  for await (const document of addAndWait(runtime, principal, toDocuments(rows, id))) {
    if (document.failure) {
      const { code, message } = document.failure;
      throw new OperationalError(code, `Row ${document.externalId} could not be ingested: ${message}`);
    }
    onProgress(++done);
  }
}

async function* toDocuments(
  rows: AsyncIterable<CorpusRow>,
  collectionId: CollectionId,
): AsyncIterable<NewDocument> {
  for await (const { _id, title, text } of rows) {
    yield {
      collectionId,
      externalId: _id,
      ...(title ? { title } : {}),
      mediaType: 'text/plain',
      content: new TextEncoder().encode(text || title),
    };
  }
}

async function askOnce(runtime: Runtime, principal: Principal, question: string): Promise<AnswerOutcome> {
  for await (const event of runtime.get(AnswerQuestion).run(principal, { question })) {
    if (event.type === 'answer-end') return event.answer;
    if (event.type === 'answer-abstain') return event.abstention;
  }
  throw new OperationalError('model.unavailable', `The question "${question}" came to no end.`);
}
