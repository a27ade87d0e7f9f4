import type { Principal } from '@groundwork/kernel';
import type { SearchResult } from '@groundwork/retrieval';
import { type QueryEmbedding, searchCosts } from './search-costs.ts';
import type { CostLedger } from './stores.ts';

export interface RecordSearchCostsDeps {
  readonly ledger: Pick<CostLedger, 'record'>;
  readonly embedding?: QueryEmbedding;
}

/**
 * Puts into the ledger what a search cost that was asked for by itself; a search for an answer is recorded with the
 * answer. Models that cost nothing leave no entry: a search shall not wait for a row that says zero.
 */
export class RecordSearchCosts {
  constructor(private readonly deps: RecordSearchCostsDeps) {}

  async run(
    principal: Principal,
    result: Pick<SearchResult, 'embeddingTokens' | 'reranking'>,
  ): Promise<void> {
    const costs = searchCosts(result, this.deps.embedding).filter(({ costUsd }) => costUsd > 0);
    if (costs.length > 0) await this.deps.ledger.record(principal, costs, 'search');
  }
}
