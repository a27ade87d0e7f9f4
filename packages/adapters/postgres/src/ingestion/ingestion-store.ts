import type { IngestionStore, IngestionWork, NewVersion, ProgressReport } from '@groundwork/ingestion';
import type { CollectionId, DocumentId, ErrorCode, TenantId } from '@groundwork/kernel';
import type { Database, Transaction } from '../database/database.ts';
import { PublishLine } from './publish-line.ts';
import { partBytes, readOriginal } from '../database/originals.ts';

interface ClaimedRow {
  readonly id: DocumentId;
  readonly collection_id: CollectionId;
  readonly external_id: string;
  readonly given_title: string | null;
  readonly given_media_type: string | null;
  readonly bytes: number;
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
      const [row] = await claimNamed(tx, [documentId]);
      return row && toWork(tenantId, row, await readOriginal(tx, 'document', documentId));
    });
  }

  claimTogether(
    tenantId: TenantId,
    documentIds: readonly DocumentId[],
    most: { readonly documents: number; readonly bytes: number },
  ): Promise<IngestionWork[]> {
    return this.database.work(tenantId, async (tx) => {
      const rows = documentIds.length > 0 ? await claimNamed(tx, documentIds) : [];
      const areSmall = rows.every(({ bytes }) => bytes <= most.bytes);
      if (areSmall && rows.length < most.documents) {
        rows.push(...(await claimWaiting(tx, most.documents - rows.length, most.bytes)));
      }
      const inOnePart = rows.filter(({ bytes }) => bytes <= partBytes).map(({ id }) => id);
      const contents = await readSmallOriginals(tx, inOnePart);
      const works: IngestionWork[] = [];
      for (const row of rows) {
        works.push(
          toWork(tenantId, row, contents.get(row.id) ?? (await readOriginal(tx, 'document', row.id))),
        );
      }
      return works;
    });
  }

  async reportProgress(tenantId: TenantId, reports: readonly ProgressReport[]): Promise<void> {
    await this.database.work(tenantId, (tx) =>
      tx.query(
        `UPDATE document d SET stage = r.stage, progress_done = r.done, progress_total = r.total,
                               heartbeat_at = clock_timestamp()
           FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::integer[], $5::integer[])
                AS r (id, revision, stage, done, total)
          WHERE d.id = r.id AND d.revision = r.revision AND d.status = 'processing'`,
        [
          reports.map(({ work }) => work.documentId),
          reports.map(({ work }) => work.revision),
          reports.map(({ progress }) => progress.stage),
          reports.map(({ progress }) => progress.done),
          reports.map(({ progress }) => progress.total),
        ],
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

const claimed = `
  SET status = 'processing', stage = 'waiting', progress_done = 0, progress_total = 0, claims = claims + 1,
      heartbeat_at = clock_timestamp()`;
const claimedColumns =
  'id, collection_id, external_id, given_title, given_media_type, bytes::float8 AS bytes, revision, claims';

/** What is being worked on already is claimed again: its worker may be dead, and `publish` is idempotent. */
function claimNamed(tx: Transaction, ids: readonly DocumentId[]): Promise<ClaimedRow[]> {
  return tx.query<ClaimedRow>(
    `UPDATE document ${claimed}
      WHERE id = ANY ($1::uuid[]) AND deleted_at IS NULL AND status IN ('pending', 'processing')
        AND stage <> 'fetching'
      RETURNING ${claimedColumns}`,
    [ids],
  );
}

function claimWaiting(tx: Transaction, documents: number, bytes: number): Promise<ClaimedRow[]> {
  return tx.query<ClaimedRow>(
    `UPDATE document ${claimed}
      WHERE id = ANY (ARRAY(SELECT id FROM document
                       WHERE status = 'pending' AND deleted_at IS NULL AND stage <> 'fetching' AND bytes <= $2
                       ORDER BY heartbeat_at LIMIT $1 FOR UPDATE SKIP LOCKED))
      RETURNING ${claimedColumns}`,
    [documents, bytes],
  );
}

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
