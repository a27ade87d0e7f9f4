import {
  defaultFetchLimits,
  defaultIngestLimits,
  FetchWebSources,
  IngestDocument,
  SweepDocuments,
  SweepWebSources,
} from '@groundwork/ingestion';
import type { JobHandlers } from '@groundwork/jobs';
import { systemPrincipal, type TenantId } from '@groundwork/kernel';
import { maintainDatabase } from '@groundwork/postgres';
import { BuildEmbeddingSpace, embeddingText, type EmbeddingSpaces, indexTerms } from '@groundwork/retrieval';
import type { Config } from './config.ts';
import type { Adapters } from './open-adapters.ts';
import { reviewJobHandlers } from './review-job-handlers.ts';

/** Silence after which a Document's job counts as lost: well above the time between two signs of life. */
const stuckAfterMs = 120_000;

/** What an Embedder read for the index, as the ledger takes it. */
interface IndexingCost {
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly usd: number;
}

const toCostEntry = ({ provider, model, inputTokens, usd }: IndexingCost, subject: string) => ({
  operation: 'embedding' as const,
  purpose: 'ingestion' as const,
  provider,
  model,
  inputTokens,
  outputTokens: 0,
  costUsd: usd,
  subject,
});

/** The handler of each job of the catalogue; a missing one does not compile. */
export function buildJobHandlers(config: Config, spaces: EmbeddingSpaces, adapters: Adapters): JobHandlers {
  const { database, stores, parser, fetcher, queue, clock, logger } = adapters;
  const record = (tenantId: TenantId, entries: readonly ReturnType<typeof toCostEntry>[]) =>
    stores.ledger.record(systemPrincipal(tenantId, 'ingestion'), entries, 'ingestion');
  const ingest = new IngestDocument({
    work: stores.work,
    drafts: stores.drafts,
    parser,
    indexTerms: ({ text, headingPath }, title) => indexTerms({ text, headingPath, title }),
    embeddingText: ({ text, headingPath }, title) => embeddingText({ text, headingPath, title }),
    embedders: (tenantId) => spaces.forIngestion(tenantId),
    recordCosts: (tenantId, costs) =>
      record(
        tenantId,
        costs.map((cost) => toCostEntry(cost, cost.documentId)),
      ),
    clock,
    logger,
    limits: { ...defaultIngestLimits, parse: config.parsing.limits },
  });
  const sweep = new SweepDocuments({
    work: stores.work,
    queue,
    clock,
    logger,
    limits: { stuckAfterMs, batch: 1_000 },
  });
  const fetch = new FetchWebSources({
    work: stores.webSourceWork,
    fetcher,
    queue,
    audit: stores.audit,
    clock,
    logger,
    limits: { ...defaultFetchLimits, ...config.web.limits },
  });
  const sweepWeb = new SweepWebSources({ work: stores.webSourceWork, queue, clock, logger, batch: 1_000 });
  const build = new BuildEmbeddingSpace({
    store: stores.spaces,
    spaces,
    recordCost: (cost) => record(cost.tenantId, [toCostEntry(cost, cost.spaceId)]),
    logger,
  });
  return {
    'document.ingest': (payload, signal) => ingest.run(payload, signal),
    'document.sweep': (_payload, signal) => sweep.run(signal),
    'web-source.fetch': (payload, signal) => fetch.run(payload, signal),
    'web-source.sweep': (_payload, signal) => sweepWeb.run(signal),
    ...reviewJobHandlers(config, adapters),
    'database.maintain': () => maintainDatabase(database),
    'space.build': (payload, signal) => build.run(payload, signal),
  };
}
