import type { SearchResult } from '@groundwork/retrieval';
import type { CostEntry } from './answer.ts';

/** The model that embeds queries, for the ledger. */
export interface QueryEmbedding {
  readonly provider: string;
  readonly model: string;
  /** US dollars. */
  readonly pricePerMillionTokens: number;
}

/** What the models behind one search cost: its query's embedding and its reranking, where there were any. */
export function searchCosts(
  { embeddingTokens, reranking }: Pick<SearchResult, 'embeddingTokens' | 'reranking'>,
  embedding?: QueryEmbedding,
): CostEntry[] {
  const costs: CostEntry[] = [];
  if (embedding && embeddingTokens > 0) costs.push(embeddingCost('query', embeddingTokens, embedding));
  if (reranking) costs.push({ operation: 'rerank', purpose: 'query', ...reranking });
  return costs;
}

/** What one call of an embedding model cost. */
export function embeddingCost(
  purpose: CostEntry['purpose'],
  inputTokens: number,
  { provider, model, pricePerMillionTokens }: QueryEmbedding,
): CostEntry {
  const costUsd = (inputTokens * pricePerMillionTokens) / 1e6;
  return { operation: 'embedding', purpose, provider, model, inputTokens, outputTokens: 0, costUsd };
}
