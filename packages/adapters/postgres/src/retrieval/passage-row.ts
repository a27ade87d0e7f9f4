import type { ChunkId, CollectionId, DocumentId, DocumentVersionId, Language } from '@groundwork/kernel';
import type { StoredPassage } from '@groundwork/retrieval';

export interface PassageRow {
  readonly id: ChunkId;
  readonly document_id: DocumentId;
  readonly version_id: DocumentVersionId;
  readonly collection_id: CollectionId;
  readonly external_id: string;
  readonly title: string;
  readonly text: string;
  readonly span_start: number;
  readonly span_end: number;
  readonly heading_path: string[];
  readonly page_start: number | null;
  readonly page_end: number | null;
  readonly cells: string | null;
  readonly language: Language;
  readonly flags: { readonly kind: string; readonly page?: number }[];
}

export function toPassage(row: PassageRow): StoredPassage {
  return {
    chunkId: row.id,
    documentId: row.document_id,
    versionId: row.version_id,
    collectionId: row.collection_id,
    externalId: row.external_id,
    title: row.title,
    text: row.text,
    span: { start: row.span_start, end: row.span_end },
    headingPath: row.heading_path,
    ...(row.page_start !== null && { pageStart: row.page_start }),
    ...(row.page_end !== null && { pageEnd: row.page_end }),
    ...(row.cells !== null && { cells: row.cells }),
    language: row.language,
    flags: flagsOf(row),
  };
}

/** Flags of the whole Document, and those of the pages that the Chunk lies on. */
function flagsOf(row: PassageRow): string[] {
  const kinds = row.flags
    .filter(({ page }) => {
      if (page === undefined || row.page_start === null) return true;
      return page >= row.page_start && page <= (row.page_end ?? row.page_start);
    })
    .map((flag) => flag.kind);
  return [...new Set(kinds)];
}
