import type { Document, DocumentFlag, DocumentProgress, DocumentStatus } from '@groundwork/ingestion';
import type { CollectionId, DocumentId, DocumentVersionId, ErrorCode, Grant } from '@groundwork/kernel';

/** A Document with the grants of its access list; visible as far as the current role sees both tables. */
export const selectDocument = /* sql */ `
  SELECT d.id, d.collection_id, d.external_id, d.title, d.media_type, d.bytes::float8 AS bytes, d.content_hash, d.status, d.stage,
         d.progress_done, d.progress_total, d.failure_code, d.failure_message, l.grants, d.metadata, d.version_id,
         d.version_number, d.pages, d.chunks, d.language, d.flags, d.created_at, d.updated_at
    FROM document d JOIN access_list l ON l.tenant_id = d.tenant_id AND l.id = d.access_list_id`;

export interface DocumentRow {
  readonly id: DocumentId;
  readonly collection_id: CollectionId;
  readonly external_id: string;
  readonly title: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly content_hash: string;
  readonly status: DocumentStatus;
  readonly stage: DocumentProgress['stage'];
  readonly progress_done: number;
  readonly progress_total: number;
  readonly failure_code: ErrorCode | null;
  readonly failure_message: string | null;
  readonly grants: Grant[];
  readonly metadata: Record<string, unknown>;
  readonly version_id: DocumentVersionId | null;
  readonly version_number: number;
  readonly pages: number;
  readonly chunks: number;
  readonly language: string;
  readonly flags: DocumentFlag[];
  readonly created_at: Date;
  readonly updated_at: Date;
}

export function toDocument(row: DocumentRow): Document {
  return {
    id: row.id,
    collectionId: row.collection_id,
    externalId: row.external_id,
    title: row.title,
    mediaType: row.media_type,
    bytes: row.bytes,
    ...(row.content_hash && { sha256: row.content_hash }),
    status: row.status,
    progress: { stage: row.stage, done: row.progress_done, total: row.progress_total },
    ...(row.failure_code && { failure: { code: row.failure_code, message: row.failure_message ?? '' } }),
    access: row.grants,
    metadata: row.metadata,
    ...(row.version_id && {
      currentVersion: {
        id: row.version_id,
        number: row.version_number,
        pages: row.pages,
        chunks: row.chunks,
        language: row.language,
        flags: row.flags,
      },
    }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
