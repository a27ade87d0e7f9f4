import { availableParallelism } from 'node:os';
import type { RunConfiguration } from '@groundwork/evaluation';
import { EmbeddingSpaces, fusionVersion } from '@groundwork/retrieval';
import manifest from '../../package.json' with { type: 'json' };
import type { ScratchTenant } from './scratch-tenant.ts';
import { findSourceCommit } from './source-commit.ts';

/** What an evaluation of this Tenant was made with; names no host, no path and no key. */
export async function describeConfiguration(
  { runtime, principal }: ScratchTenant,
  { withAnswers = false } = {},
): Promise<RunConfiguration> {
  const space = await runtime.get(EmbeddingSpaces).switchToConfigured(principal.tenantId);
  const parts = await runtime.health();
  const database = parts.find(({ name }) => name === 'database')?.detail ?? '';
  const kind = runtime.config.database.url.startsWith('pglite:') ? 'embedded' : 'native';
  const { rerank, chat } = runtime.config;
  const rerankModel = rerank.model === 'llm:' ? `llm:${chat.model}` : rerank.model;
  const commit = await findSourceCommit('.');
  return {
    embedding: {
      model: space.name,
      version: space.version,
      dimensions: space.dimensions,
    },
    fusion: fusionVersion,
    ...(rerank.model !== 'none' && { reranker: `${rerankModel} (top ${rerank.passages})` }),
    ...(withAnswers && { answers: chat.model }),
    database: `${kind} ${/PostgreSQL .*$/.exec(database)?.[0] ?? 'database'}`,
    node: process.version,
    machine: `${process.platform} ${process.arch}, ${availableParallelism()} CPUs`,
    groundwork: { version: manifest.version, ...(commit && { commit }) },
  };
}
