import type { CollectionId, EmbeddingSpaceId } from '@groundwork/kernel';
import type { Passage } from './passage.ts';

export interface SearchQuery {
  readonly query: string;
  readonly collections?: readonly CollectionId[];
  /** Passages wanted, 1…200; each leg is asked for 100 at most. */
  readonly limit: number;
  /** Search what was published and visible at this time; needs the scope `audit`. */
  readonly asOf?: Date;
  /** With `asOf`: the grants of the person who is audited; the Principal's own where absent. */
  readonly asOfGrants?: readonly string[];
  /**
   * What becomes of Passages that say nothing beyond a better one: left out and named by it (`collapse`, where absent),
   * or returned like any other (`keep`), as evaluation needs where each Document is judged by itself.
   */
  readonly duplicates?: 'collapse' | 'keep';
  readonly signal?: AbortSignal;
}

export interface SearchResult {
  /** Best first; `rank` counts from 1. */
  readonly passages: readonly Passage[];
  /** Revision of the index that was searched. */
  readonly revision: string;
  readonly searchedAt: Date;
  /** The active space, where the vector leg took part. */
  readonly spaceId?: EmbeddingSpaceId;
  /** The name of that space: cosines of another are on another scale. */
  readonly spaceName?: string;
  /** Why the vector leg did not take part, where it did not. */
  readonly lexicalOnly?: LexicalOnlyReason;
  /** Who ordered the best Passages and what it cost, where a reranker took part. */
  readonly reranking?: Reranking;
  /** Why the reranker did not take part, where there is one and it did not. */
  readonly notReranked?: NotRerankedReason;
  /** How far the query as a whole is covered, judged by the fused ranking: inputs of the abstention threshold. */
  readonly evidence: SearchEvidence;
  /** Tokens the query's embedding cost, for the ledger. */
  readonly embeddingTokens: number;
  readonly timings: SearchTimings;
}

/** Milliseconds. */
export interface SearchTimings {
  readonly analyseMs: number;
  readonly embedMs: number;
  readonly searchMs: number;
  /** Absent where there is no reranker. */
  readonly rerankMs?: number;
}

/** One call of a Reranker, as the ledger takes it. */
export interface Reranking {
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** True where the provider did not count the tokens. */
  readonly estimated?: boolean;
  /** US dollars. */
  readonly costUsd: number;
}

/**
 * `reranker-failed`: it failed or timed out; `history`: texts of the past, perhaps deleted since, are shown to no
 * model; `nothing-to-order`: fewer than two Passages.
 */
export type NotRerankedReason = 'reranker-failed' | 'history' | 'nothing-to-order';

/**
 * `no-space`: nothing that may be searched is embedded; `embedder-missing`: the active space's model is not configured (a new space
 * is being built); `language`: the model does not cover the query's language; `embedder-failed`: it failed or timed
 * out; `history`: searches of the past are lexical.
 */
export type LexicalOnlyReason = 'no-space' | 'embedder-missing' | 'language' | 'embedder-failed' | 'history';

/** Signals about the whole ranking, each 0…1, from which answering judges whether there is anything to say. */
export interface SearchEvidence {
  /** Share of the query's term weight (idf) found in the best Passage. */
  readonly topCoverage: number;
  /** Share of the query's term weight that occurs anywhere in the index. */
  readonly knownTerms: number;
  /** Cosine of the best Passage of the vector leg, mapped to 0…1; 0 without the leg. */
  readonly topCosine: number;
  /** How far the best Passage stands above the tenth. */
  readonly margin: number;
}
