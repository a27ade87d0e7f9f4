import type { Embedder } from '@groundwork/inference';
import { maintainDatabase, sweepContracts, sweepDocuments, sweepWebSources } from '@groundwork/jobs';
import { type Clock, isGroundworkError, type Logger, silentLogger, systemClock } from '@groundwork/kernel';
import { hasOutdatedTerms } from '@groundwork/postgres';
import { EmbeddingSpaces } from '@groundwork/retrieval';
import { buildUseCases } from './build-use-cases.ts';
import type { Config } from './config.ts';
import { buildJobHandlers } from './job-handlers.ts';
import { type Adapters, openAdapters } from './open-adapters.ts';
import type { Models } from './open-models.ts';
import type { PartHealth, Runtime, UseCaseClass } from './runtime.ts';

/** How often lost work is looked for, in milliseconds. */
const sweepEveryMs = 60_000;

/** How often the database is tidied, in milliseconds. */
const maintainEveryMs = 15 * 60_000;

export interface RuntimeOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Puts something around every embedding model: a cache, a meter. */
  readonly decorateEmbedder?: (embedder: Embedder) => Embedder;
}

/**
 * Opens everything that the configuration names and wires it: the composition root of apps, command line and tests.
 * Nothing works on jobs until `startWorkers`. Throws what an adapter throws that cannot be opened; what was opened
 * before it is closed again.
 */
export async function openRuntime(
  config: Config,
  { clock = systemClock, logger = silentLogger, decorateEmbedder }: RuntimeOptions = {},
): Promise<Runtime> {
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  };
  try {
    const surroundings = { clock, logger, ...(decorateEmbedder && { decorateEmbedder }) };
    const adapters = await openAdapters(config, surroundings, opened);
    return wire(config, adapters, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function wire(config: Config, adapters: Adapters, close: () => Promise<void>): Runtime {
  const useCases = buildUseCases(config, adapters);
  const get = <UseCase extends object>(useCase: UseCaseClass<UseCase>): UseCase => {
    const found = useCases.find((candidate) => candidate instanceof useCase);
    if (!found) throw new Error(`${useCase.name} is not wired`);
    return found as UseCase;
  };
  const spaces = get(EmbeddingSpaces);
  return {
    config,
    useCases,
    get,
    async startWorkers() {
      const { queue, stores, database, logger } = adapters;
      // Tenants whose vectors belong to another model than the configured one are brought over, beside their searches.
      for (const tenant of await stores.tenants.list()) {
        await spaces.switchToConfigured(tenant.id);
        if (await hasOutdatedTerms(database, tenant.id)) {
          logger.warn('index.outdated', {
            tenantId: tenant.id,
            reason: 'An older version analysed some passages; documents ingested again are found better.',
          });
        }
      }
      await queue.work(buildJobHandlers(config, spaces, adapters), { concurrency: config.queue.concurrency });
      await queue.schedule(sweepDocuments, {}, sweepEveryMs);
      await queue.schedule(sweepWebSources, {}, sweepEveryMs);
      await queue.schedule(sweepContracts, {}, sweepEveryMs);
      await queue.schedule(maintainDatabase, {}, maintainEveryMs);
      await queue.enqueue(sweepDocuments, {});
      await queue.enqueue(sweepWebSources, {});
      await queue.enqueue(sweepContracts, {});
    },
    health: () => checkHealth(config, adapters),
    close,
  };
}

const databaseVersions = `
  SELECT split_part(version(), ' on ', 1) || coalesce(', pgvector ' || max(extversion), '') AS versions
    FROM pg_extension WHERE extname = 'vector'`;

async function checkHealth(config: Config, { database, queue, models }: Adapters): Promise<PartHealth[]> {
  return [
    await check('database', async () => {
      const { rows } = await database.pool.query(databaseVersions);
      return `${config.database.url.replace(/\/\/.*@/, '//…@')}: ${String(rows[0]?.['versions'])}`;
    }),
    await check('queue', async () => {
      const { waiting, active, failed } = await queue.counts();
      return `${config.queue.url.replace(/\/\/.*@/, '//…@')} ${waiting} waiting, ${active} active, ${failed} failed`;
    }),
    { name: 'answers', ok: true, detail: models.chat ? config.chat.model : 'offline: quotes the documents' },
    { name: 'reranking', ok: true, detail: rerankingDetail(config, models) },
    { name: 'embedding', ok: true, detail: `${config.embedding.model} ${models.embedders[0].space.name}` },
  ];
}

function rerankingDetail({ rerank }: Config, { reranker }: Models): string {
  if (!reranker) return 'none: passages are ranked by words and vectors';
  return `${reranker.provider}:${reranker.model}, the best ${rerank.passages} within ${rerank.timeoutMs} ms`;
}

async function check(name: string, look: () => Promise<string>): Promise<PartHealth> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    const remedy = isGroundworkError(error) ? ` ${error.remedy}` : '';
    return { name, ok: false, detail: `${error instanceof Error ? error.message : String(error)}.${remedy}` };
  }
}
