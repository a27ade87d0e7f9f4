import type { WebSourceResult, WebSourceWork, WebSourceWorkStore } from '@groundwork/ingestion';
import { type DocumentId, sha256, type TenantId, type WebSourceId } from '@groundwork/kernel';
import type { Database, Transaction } from '../database/database.ts';
import { storable } from '../database/storable.ts';
import { addSitemapEntries } from './add-sitemap-entries.ts';
import { saveOriginals } from '../database/originals.ts';

interface ClaimedRow {
  readonly id: WebSourceId;
  readonly kind: 'page' | 'sitemap';
  readonly url: string;
  readonly document_id: DocumentId | null;
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly attempts: number;
  readonly missing: boolean;
  readonly has_content: boolean;
}

export class PostgresWebSourceWorkStore implements WebSourceWorkStore {
  constructor(private readonly database: Database) {}

  claim(tenantId: TenantId, host: string, now: Date, leaseMs: number): Promise<WebSourceWork | undefined> {
    return this.database.work(tenantId, async (tx) => {
      // Pages deleted in the meantime are not fetched again.
      await tx.query(
        `UPDATE web_source s SET due_at = NULL FROM document d
          WHERE s.host = $1 AND s.due_at <= $2 AND d.tenant_id = s.tenant_id AND d.id = s.document_id
            AND d.deleted_at IS NOT NULL`,
        [host, now],
      );
      const [row] = await tx.query<ClaimedRow>(
        `UPDATE web_source s SET attempts = attempts + 1, due_at = $3
          WHERE id = (SELECT id FROM web_source WHERE host = $1 AND due_at <= $2
                       ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
          RETURNING id, kind, url, document_id, etag, last_modified, attempts, missing,
                    coalesce((SELECT stage <> 'fetching' FROM document d
                               WHERE d.tenant_id = s.tenant_id AND d.id = s.document_id), false) AS has_content`,
        [host, now, new Date(now.getTime() + leaseMs)],
      );
      if (!row) return undefined;
      return {
        tenantId,
        sourceId: row.id,
        kind: row.kind,
        url: row.url,
        ...(row.document_id && { documentId: row.document_id }),
        known: {
          ...(row.etag && { etag: row.etag }),
          ...(row.last_modified && { lastModified: row.last_modified }),
        },
        attempts: row.attempts,
        wasMissing: row.missing,
        hasContent: row.has_content,
      };
    });
  }

  async nextDue(tenantId: TenantId, host: string): Promise<Date | undefined> {
    const rows = await this.database.work(tenantId, (tx) =>
      tx.query<{ due_at: Date }>(
        'SELECT due_at FROM web_source WHERE host = $1 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1',
        [host],
      ),
    );
    return rows[0]?.due_at;
  }

  settle(work: WebSourceWork, result: WebSourceResult, now: Date): Promise<{ ingest: boolean }> {
    return this.database.work(work.tenantId, async (tx) => {
      // The Document before its source, as everywhere: one order of locks for all.
      if (work.documentId && !(await lockDocument(tx, work.documentId))) {
        await tx.query('UPDATE web_source SET due_at = NULL WHERE id = $1', [work.sourceId]);
        return { ingest: false };
      }
      const [source] = await tx.query('SELECT id FROM web_source WHERE id = $1 FOR UPDATE', [work.sourceId]);
      return { ingest: source !== undefined && (await settle(tx, work, result, now)) };
    });
  }

  findDue(now: Date, limit: number): Promise<{ tenantId: TenantId; host: string }[]> {
    return this.database.operate((tx) =>
      tx.query<{ tenantId: TenantId; host: string }>(
        `SELECT tenant_id AS "tenantId", host FROM web_source WHERE due_at <= $1
          GROUP BY tenant_id, host ORDER BY min(due_at) LIMIT $2`,
        [now, limit],
      ),
    );
  }
}

async function lockDocument(tx: Transaction, id: DocumentId): Promise<boolean> {
  const rows = await tx.query('SELECT id FROM document WHERE id = $1 AND deleted_at IS NULL FOR UPDATE', [
    id,
  ]);
  return rows.length > 0;
}

/** Whether the Document must be ingested now. */
async function settle(
  tx: Transaction,
  work: WebSourceWork,
  result: WebSourceResult,
  now: Date,
): Promise<boolean> {
  switch (result.kind) {
    case 'content': {
      const { etag, lastModified, url } = result.fetched;
      const isNew = await deliver(tx, work, result.fetched);
      await succeed(tx, work, { at: result.at, now, isNew, etag, lastModified, url });
      return isNew;
    }
    case 'sitemap': {
      const { etag, lastModified, url } = result.fetched;
      await addSitemapEntries(tx, work.sourceId, result, now);
      await succeed(tx, work, { at: result.at, now, isNew: true, etag, lastModified, url });
      return false;
    }
    case 'unchanged':
      await tx.query(
        `UPDATE web_source SET state = 'ready', attempts = 0, missing = false, failure_code = NULL,
                               failure_message = NULL, due_at = $2, checked_at = $3 WHERE id = $1`,
        [work.sourceId, result.at, now],
      );
      return false;
    case 'later':
      await tx.query('UPDATE web_source SET due_at = $2, missing = $3, checked_at = $4 WHERE id = $1', [
        work.sourceId,
        result.at,
        result.isMissing ?? work.wasMissing,
        now,
      ]);
      if (result.host) {
        await tx.query('UPDATE web_source SET due_at = $2 WHERE host = $1 AND due_at < $2', [
          new URL(work.url).host,
          result.at,
        ]);
      }
      return false;
    case 'failed':
      await fail(tx, work, result, now);
      return false;
    case 'gone':
      await tx.query(
        'UPDATE document SET deleted_at = clock_timestamp(), updated_at = clock_timestamp() WHERE id = $1',
        [work.documentId],
      );
      await tx.query(
        `UPDATE web_source SET state = 'gone', due_at = NULL, attempts = 0, checked_at = $2 WHERE id = $1`,
        [work.sourceId, now],
      );
      return false;
  }
}

/** What was fetched becomes the Document's original, unless it is the one already there. */
async function deliver(
  tx: Transaction,
  { documentId }: WebSourceWork,
  { content, mediaType }: { readonly content: Uint8Array; readonly mediaType?: string },
): Promise<boolean> {
  if (!documentId) return false;
  const rows = await tx.query(
    `UPDATE document
        SET revision = revision + 1, status = 'pending', stage = 'waiting', progress_done = 0, progress_total = 0,
            failure_code = NULL, failure_message = NULL, claims = 0, bytes = $2, content_hash = $3,
            given_media_type = coalesce($4, given_media_type), heartbeat_at = clock_timestamp(),
            updated_at = clock_timestamp()
      WHERE id = $1 AND content_hash <> $3 RETURNING id`,
    [documentId, content.length, sha256(content), mediaType && storable(mediaType)],
  );
  if (rows.length === 0) return false;
  await saveOriginals(tx, 'document', [{ id: documentId, content }], 'replace');
  return true;
}

interface Success {
  readonly at: Date | undefined;
  readonly now: Date;
  readonly isNew: boolean;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  readonly url: string;
}

async function succeed(tx: Transaction, work: WebSourceWork, success: Success): Promise<void> {
  const { at, now, isNew, etag, lastModified, url } = success;
  await tx.query(
    `UPDATE web_source
        SET state = 'ready', attempts = 0, missing = false, failure_code = NULL, failure_message = NULL, due_at = $2,
            checked_at = $3, fetched_at = CASE WHEN $4 THEN $3 ELSE fetched_at END, etag = $5, last_modified = $6,
            resolved_url = $7
      WHERE id = $1`,
    [work.sourceId, at, now, isNew, etag && storable(etag), lastModified && storable(lastModified), url],
  );
}

async function fail(
  tx: Transaction,
  work: WebSourceWork,
  { code, message, at }: WebSourceResult & { kind: 'failed' },
  now: Date,
): Promise<void> {
  // A Document that has a text keeps it: that the page cannot be read today is a fact about its source.
  await tx.query(
    `UPDATE document SET status = 'failed', failure_code = $2, failure_message = $3, updated_at = clock_timestamp()
      WHERE id = $1 AND stage = 'fetching'`,
    [work.documentId, code, storable(message)],
  );
  await tx.query(
    `UPDATE web_source SET state = 'failed', failure_code = $2, failure_message = $3, due_at = $4, attempts = 0,
                           checked_at = $5 WHERE id = $1`,
    [work.sourceId, code, storable(message), at, now],
  );
}
