/** Scores how well each text answers the query; higher is better, any scale. */
export interface Reranker {
  readonly provider: string;
  readonly model: string;
  score(query: string, texts: readonly string[], signal?: AbortSignal): Promise<readonly number[]>;
}
