import type { TokenUsage } from './chat-model.ts';

/** What a Reranker makes of one query, and what that cost. */
export interface RerankScores {
  /** One for each text, in their order: finite, higher is better, on any scale that the texts of one call share. */
  readonly scores: readonly number[];
  /** As the provider counted it, or zero where it counts nothing. */
  readonly usage: TokenUsage;
  /** True where the provider did not count the tokens and the adapter did, by length. */
  readonly estimated?: boolean;
  /** US dollars; zero for local models. */
  readonly costUsd: number;
}

/**
 * Scores how well each text answers the query. A long text is judged as a whole, never cut.
 * Throws `OperationalError` (`model.unavailable`, `model.timeout`, `model.invalid-output`); scores that are not whole
 * (a missing or doubled one, one that is no number) are `model.invalid-output`, never a guess.
 */
export interface Reranker {
  readonly provider: string;
  readonly model: string;
  score(query: string, texts: readonly string[], signal?: AbortSignal): Promise<RerankScores>;
}
