import type { DocumentProgress, IngestionStore, IngestionWork, NewVersion } from '@groundwork/ingestion';
import type { CollectionId, DocumentId, ErrorCode, TenantId } from '@groundwork/kernel';
import type { Database, Transaction } from '../database/database.ts';
import { PublishLine } from './publish-line.ts';

interface ClaimedRow {
  readonly id: DocumentId;
  readonly collection_id: CollectionId;
  readonly external_id: string;
  readonly given_title: string | null;
  readonly given_media_type: string | null;
  readonly revision: number;
  readonly claims: number;
}

export class PostgresIngestionStore implements IngestionStore {
  private readonly line: PublishLine;

  constructor(private readonly database: Database) {
    this.line = new PublishLine(database);
  }

  claim(tenantId: TenantId, documentId: DocumentId): Promise<IngestionWork | undefined> {
    return this.database.work(tenantId, async (tx) => {
      // A Document already being worked on is claimed again: its worker may be dead, and `publish` is idempotent.
      const [row] = await tx.query<ClaimedRow>(
        `UPDATE document SET status = 'processing', stage = 'waiting', progress_done = 0, progress_total = 0,
                             claims = claims + 1, heartbeat_at = clock_timestamp()
          WHERE id = $1 AND deleted_at IS NULL AND status IN ('pending', 'processing') AND stage <> 'fetching'
          RETURNING ${claimedColumns}`,
        [documentId],
      );
      return row && toWork(tenantId, row, await readOriginal(tx, documentId));
    });
  }

  claimSmall(
    tenantId: TenantId,
    most: { readonly documents: number; readonly bytes: number },
  ): Promise<IngestionWork[]> {
    return this.database.work(tenantId, async (tx) => {
      const rows = await tx.query<ClaimedRow>(
        `UPDATE document SET status = 'processing', stage = 'waiting', progress_done = 0, progress_total = 0,
                             claims = claims + 1, heartbeat_at = clock_timestamp()
          WHERE id = ANY (ARRAY(SELECT id FROM document
                           WHERE status = 'pending' AND deleted_at IS NULL AND stage <> 'fetching' AND bytes <= $2
                           ORDER BY heartbeat_at LIMIT $1 FOR UPDATE SKIP LOCKED))
          RETURNING ${claimedColumns}`,
        [most.documents, most.bytes],
      );
      const contents = await readSmallOriginals(
        tx,
        rows.map(({ id }) => id),
      );
      return rows.map((row) => toWork(tenantId, row, contents.get(row.id) ?? Buffer.alloc(0)));
    });
  }

  async reportProgress(work: IngestionWork, progress: DocumentProgress): Promise<void> {
    await this.database.work(work.tenantId, (tx) =>
      tx.query(
        `UPDATE document SET stage = $3, progress_done = $4, progress_total = $5, heartbeat_at = clock_timestamp()
          WHERE id = $1 AND revision = $2 AND status = 'processing'`,
        [work.documentId, work.revision, progress.stage, progress.done, progress.total],
      ),
    );
  }

  publish(work: IngestionWork, version: NewVersion): Promise<boolean> {
    return this.line.publish(work, version);
  }

  async fail(work: IngestionWork, failure: { code: ErrorCode; message: string }): Promise<void> {
    await this.database.work(work.tenantId, (tx) =>
      tx.query(
        `UPDATE document SET status = 'failed', failure_code = $3, failure_message = $4,
                             heartbeat_at = clock_timestamp(), updated_at = clock_timestamp()
          WHERE id = $1 AND revision = $2 AND status IN ('pending', 'processing')`,
        [work.documentId, work.revision, failure.code, failure.message],
      ),
    );
  }

  findStuck(before: Date, limit: number): Promise<{ tenantId: TenantId; documentId: DocumentId }[]> {
    return this.database.operate((tx) =>
      tx.query<{ tenantId: TenantId; documentId: DocumentId }>(
        `SELECT tenant_id AS "tenantId", id AS "documentId" FROM document
          WHERE status IN ('pending', 'processing') AND deleted_at IS NULL AND stage <> 'fetching'
            AND heartbeat_at < $1
          ORDER BY heartbeat_at LIMIT $2`,
        [before, limit],
      ),
    );
  }
}

const claimedColumns = 'id, collection_id, external_id, given_title, given_media_type, revision, claims';

function toWork(tenantId: TenantId, row: ClaimedRow, content: Uint8Array): IngestionWork {
  return {
    tenantId,
    documentId: row.id,
    collectionId: row.collection_id,
    revision: row.revision,
    claims: row.claims,
    fileName: row.external_id,
    ...(row.given_title !== null && { title: row.given_title }),
    ...(row.given_media_type !== null && { mediaType: row.given_media_type }),
    content,
  };
}

/** Of Documents whose original is a single part. */
async function readSmallOriginals(
  tx: Transaction,
  ids: readonly DocumentId[],
): Promise<Map<DocumentId, Buffer>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: DocumentId; data: Buffer }>(
    `SELECT document_id AS id, data FROM document_original WHERE document_id = ANY ($1::uuid[]) AND part = 0`,
    [ids],
  );
  return new Map(rows.map(({ id, data }) => [id, data]));
}

/** Part by part: a driver holds each value twice while reading it. */
async function readOriginal(tx: Transaction, id: DocumentId): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for (;;) {
    const [row] = await tx.query<{ data: Buffer }>(
      'SELECT data FROM document_original WHERE document_id = $1 AND part = $2',
      [id, parts.length],
    );
    if (!row) return Buffer.concat(parts);
    parts.push(row.data);
  }
}
