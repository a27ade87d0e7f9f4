import type { Language } from '@groundwork/kernel';

/** What must agree for two vectors to be comparable. Its `name` and `version` identify an EmbeddingSpace. */
export interface EmbeddingSpaceSpec {
  readonly name: string;
  readonly version: string;
  readonly dimensions: number;
  readonly distance: 'cosine';
}

/** Text to unit vectors. Long texts are windowed and averaged by the adapter, never cut. */
export interface Embedder {
  readonly provider: string;
  readonly space: EmbeddingSpaceSpec;
  /** Languages whose queries this model understands; `undefined` means all. Retrieval leaves its leg out for others. */
  readonly languages?: readonly Language[];
  /**
   * What one unit of cosine is worth in the fused ranking, where a passage that holds the whole query in words counts
   * one; measured on retrieval sets. Absent where nobody has: retrieval then goes by the range of the cosines.
   */
  readonly cosineWorth?: number;
  /** US dollars per million input tokens; zero for local models. */
  readonly pricePerMillionTokens: number;
  /**
   * @returns one unit vector of `space.dimensions` numbers per text, in order, and the tokens read.
   * Throws `OperationalError` (`model.unavailable`, `model.timeout`, `model.dimension-mismatch`).
   */
  embed(
    texts: readonly string[],
    options: { readonly kind: 'query' | 'passage'; readonly signal?: AbortSignal },
  ): Promise<{ readonly vectors: readonly Float32Array[]; readonly inputTokens: number }>;
}
