import { type BullmqJobQueue, openJobQueue } from '@groundwork/bullmq';
import {
  readContractParts,
  redlineFindings,
  redlineVersions,
  writeWorkbook,
} from '@groundwork/contract-documents';
import { OfflineClauseClassifier, OfflineHypothesisJudge } from '@groundwork/contract-models';
import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import type { Embedder } from '@groundwork/inference';
import type { Clock, Logger } from '@groundwork/kernel';
import { type Database, openDatabase, openStores, type Stores } from '@groundwork/postgres';
import type { ClauseClassifier, ContractDocuments, HypothesisJudge } from '@groundwork/review';
import { HttpWebFetcher } from '@groundwork/web-fetching';
import type { Config } from './config.ts';
import { type Models, openModels } from './open-models.ts';
import { readShippedPlaybooks } from './read-shipped-playbooks.ts';

/** Everything that use cases stand on, chosen by the settings. */
export interface Adapters {
  readonly database: Database;
  readonly stores: Stores;
  readonly queue: BullmqJobQueue;
  readonly parser: ChildProcessDocumentParser;
  readonly fetcher: HttpWebFetcher;
  readonly models: Models;
  readonly clauseClassifier: ClauseClassifier;
  readonly hypothesisJudge: HypothesisJudge;
  readonly contractDocuments: ContractDocuments;
  readonly shippedPlaybooks: readonly { readonly id: string; readonly source: string }[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What is handed in rather than chosen by the settings. */
interface Surroundings {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly decorateEmbedder?: (embedder: Embedder) => Embedder;
}

/**
 * The one place where adapters are picked. Each is pushed on `opened` as soon as it is, so that the caller can close
 * what was opened when a later one fails.
 */
export async function openAdapters(
  config: Config,
  { clock, logger, decorateEmbedder = (embedder) => embedder }: Surroundings,
  opened: { close(): Promise<void> }[],
): Promise<Adapters> {
  const models = decorated(openModels(config), decorateEmbedder);
  const fetcher = new HttpWebFetcher({ ...config.web.fetching, pageBytes: config.http.maxUploadBytes });
  const database = await openDatabase({ url: config.database.url, maxConnections: config.database.poolSize });
  opened.push(database);
  const queue = await openJobQueue({ url: config.queue.url, pool: database.pool, logger });
  opened.push(queue);
  const parser = new ChildProcessDocumentParser({ processes: config.parsing.processes });
  opened.push(parser);
  return {
    database,
    stores: openStores(database),
    queue,
    parser,
    fetcher,
    models,
    clauseClassifier: await OfflineClauseClassifier.open(),
    hypothesisJudge: await OfflineHypothesisJudge.open(),
    contractDocuments: { readParts: readContractParts, redlineFindings, redlineVersions, writeWorkbook },
    shippedPlaybooks: readShippedPlaybooks(),
    clock,
    logger,
  };
}

function decorated(models: Models, decorate: (embedder: Embedder) => Embedder): Models {
  const [configured, ...others] = models.embedders;
  return { ...models, embedders: [decorate(configured), ...others.map(decorate)] };
}
