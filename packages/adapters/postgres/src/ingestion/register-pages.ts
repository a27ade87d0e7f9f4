import { type CollectionId, DocumentId, newId, WebSourceId } from '@groundwork/kernel';
import type { Transaction } from '../database/database.ts';

export interface Pages {
  readonly collectionId: CollectionId;
  readonly urls: readonly string[];
  readonly accessListId: number;
  readonly title?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** The sitemap that names them. */
  readonly sitemapId?: WebSourceId;
  readonly now: Date;
}

/**
 * As worker: a Document for each address that has none, waiting for its first content, and its WebSource, due now.
 * An address whose Document is gone gets a new one. Returns how many Documents were created.
 */
export async function registerPages(tx: Transaction, pages: Pages): Promise<number> {
  const { collectionId, title, metadata, accessListId, sitemapId, now } = pages;
  const rows = JSON.stringify(
    pages.urls.map((url) => ({
      url,
      host: new URL(url).host,
      document_id: newId(DocumentId, now.getTime()),
      source_id: newId(WebSourceId, now.getTime()),
    })),
  );
  const created = await tx.query(
    `INSERT INTO document (tenant_id, id, collection_id, external_id, title, given_title, media_type, bytes, content_hash,
                           metadata, access_list_id, status, stage)
     SELECT current_tenant(), r.document_id, $2, r.url, coalesce($3, r.url), $3, 'application/octet-stream', 0, '', $4,
            $5, 'pending', 'fetching'
       FROM jsonb_to_recordset($1) AS r (url text, document_id uuid)
     ON CONFLICT DO NOTHING RETURNING id`,
    [rows, collectionId, title, JSON.stringify(metadata ?? {}), accessListId],
  );
  await tx.query(
    `INSERT INTO web_source (tenant_id, id, collection_id, kind, url, host, document_id, sitemap_id, due_at, created_at)
     SELECT current_tenant(), r.source_id, $2, 'page', r.url, r.host, d.id, $3, $4, $4
       FROM jsonb_to_recordset($1) AS r (url text, host text, source_id uuid)
       JOIN document d ON d.tenant_id = current_tenant() AND d.collection_id = $2 AND d.external_id = r.url
        AND d.deleted_at IS NULL
     ON CONFLICT (tenant_id, collection_id, kind, url) DO UPDATE
        SET document_id = excluded.document_id, sitemap_id = coalesce(excluded.sitemap_id, web_source.sitemap_id),
            due_at = excluded.due_at, state = 'waiting', attempts = 0, missing = false, failure_code = NULL,
            failure_message = NULL, etag = NULL, last_modified = NULL, checked_at = NULL, fetched_at = NULL`,
    [rows, collectionId, sitemapId, now],
  );
  return created.length;
}
