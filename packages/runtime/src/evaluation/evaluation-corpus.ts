import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BeirDataset, type CorpusRow, readBeirDataset } from '@groundwork/evaluation';
import { CreateCollection, type NewDocument } from '@groundwork/ingestion';
import { type CollectionId, OperationalError, type Principal } from '@groundwork/kernel';
import { addAndWait } from '../add-and-wait.ts';
import { seedDemo } from '../seed/demo.ts';
import { readDemoDataset } from './read-demo-dataset.ts';
import type { ScratchTenant } from './scratch-tenant.ts';

type Progress = (done: number) => void;

/** Documents to evaluate on, and how they get into a Tenant: by production's ingestion. */
export interface EvaluationCorpus {
  readonly dataset: BeirDataset;
  /** Where the questions with gold answers lie. */
  readonly questions: string;
  /**
   * Done when every Document is searchable for the Principal that is returned. Throws `OperationalError` where a row
   * could not be ingested: a score over a part of the corpus would not be comparable.
   */
  ingest(tenant: ScratchTenant, onProgress: Progress): Promise<Principal>;
}

/**
 * Opens a directory in the BEIR layout or in the demo's. Throws `UserError('dataset.invalid')`.
 *
 * @param otherQueries a file of queries that stands in for the directory's own.
 */
export async function openEvaluationCorpus(
  directory: string,
  otherQueries?: string,
): Promise<EvaluationCorpus> {
  if (existsSync(join(directory, 'manifest.json'))) {
    return {
      dataset: await readDemoDataset(directory, otherQueries),
      questions: join(directory, 'questions'),
      async ingest({ runtime, principal }, onProgress) {
        return (await seedDemo(runtime, principal, directory, onProgress)).principal;
      },
    };
  }
  const dataset = await readBeirDataset(directory, otherQueries);
  return {
    dataset,
    questions: directory,
    ingest: (tenant, onProgress) => ingestRows(tenant, dataset.corpus(), onProgress),
  };
}

async function ingestRows(
  { runtime, principal }: ScratchTenant,
  rows: AsyncIterable<CorpusRow>,
  onProgress: Progress,
): Promise<Principal> {
  const { id } = await runtime.get(CreateCollection).run(principal, { name: 'Evaluation' });
  let done = 0;
  for await (const document of addAndWait(runtime, principal, toDocuments(rows, id))) {
    if (document.failure) {
      const { code, message } = document.failure;
      throw new OperationalError(code, `Row ${document.externalId} could not be ingested: ${message}`);
    }
    onProgress(++done);
  }
  return principal;
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
