import type { EmbeddingSpaceId } from '@groundwork/kernel';
import type { ParsedDocument } from './parsed-document.ts';
import type { IngestionWork } from './stores.ts';

/**
 * What costs long to make of a Document, kept while it is under way, so that a process that dies over it does not
 * take it along. Gone with the end of the work: published, failed or removed. Saving for work that has ended, or for
 * an older original, does nothing.
 */
export interface IngestionDrafts {
  /** What the parser made of this very original. */
  findParsed(work: IngestionWork): Promise<ParsedDocument | undefined>;
  saveParsed(work: IngestionWork, parsed: ParsedDocument): Promise<void>;
  /** By the hash (SHA-256) of the text that the Embedder read. */
  findVectors(work: IngestionWork, spaceId: EmbeddingSpaceId): Promise<ReadonlyMap<string, Float32Array>>;
  saveVectors(
    work: IngestionWork,
    spaceId: EmbeddingSpaceId,
    vectors: ReadonlyMap<string, Float32Array>,
  ): Promise<void>;
}
