import type {
  ChunkId,
  CollectionId,
  DocumentId,
  DocumentVersionId,
  Language,
  Span,
} from '@groundwork/kernel';

/** A Chunk returned for a query. `text` is the original's, never folded or rewritten. */
export interface Passage {
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly versionId: DocumentVersionId;
  readonly collectionId: CollectionId;
  readonly externalId: string;
  readonly title: string;
  readonly text: string;
  /** Into the DocumentVersion's text. */
  readonly span: Span;
  readonly headingPath: readonly string[];
  readonly pageStart?: number;
  readonly pageEnd?: number;
  /** The cells of a sheet that it comes from, as spreadsheets write them: "Prices!A2:C40". */
  readonly cells?: string;
  readonly language: Language;
  /** Kinds of flags raised on its Document or page, e.g. `injection-suspected`. */
  readonly flags: readonly string[];
  readonly scores: PassageScores;
  /** From 1. */
  readonly rank: number;
  /** Passages of the result that hold nothing beyond this one and were left out for it, best first. */
  readonly duplicates?: readonly DuplicatePassage[];
}

/** A Passage that says again what a better one says, and that the reader may see like it. */
export interface DuplicatePassage {
  readonly documentId: DocumentId;
  readonly chunkId: ChunkId;
}

/** Scores per leg on their own scales (BM25; cosine in −1…1); absent where the leg did not return the Chunk. */
export interface PassageScores {
  readonly lexical?: number;
  readonly vector?: number;
  /** What the ranking is by where no reranker took part, 0…1. */
  readonly fused: number;
  /** What a reranker, where there is one, ordered the top of the fused ranking by; any scale, higher is better. */
  readonly reranked?: number;
}
