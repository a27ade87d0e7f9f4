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
  /** Why the vector leg did not take part, where it did not. */
  readonly lexicalOnly?: LexicalOnlyReason;
  /** How far the query as a whole is covered: inputs of the abstention threshold. */
  readonly evidence: SearchEvidence;
  /** Tokens the query's embedding cost, for the ledger. */
  readonly embeddingTokens: number;
  readonly timings: { readonly analyseMs: number; readonly embedMs: number; readonly searchMs: number };
}

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
