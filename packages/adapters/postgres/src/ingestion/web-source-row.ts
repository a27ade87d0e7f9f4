import type { WebSource, WebSourceState } from '@groundwork/ingestion';
import type { CollectionId, DocumentId, ErrorCode, WebSourceId } from '@groundwork/kernel';

/** A WebSource; of a sitemap with what it names counted by state, as far as the current role sees it. */
export const selectWebSource = /* sql */ `
  SELECT s.id, s.collection_id, s.kind, s.url, s.document_id, s.sitemap_id, s.state, s.failure_code, s.failure_message,
         s.resolved_url, s.checked_at, s.fetched_at, s.due_at, s.created_at, c.contents
    FROM web_source s
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('waiting', count(*) FILTER (WHERE n.state = 'waiting'),
                                'ready', count(*) FILTER (WHERE n.state = 'ready'),
                                'failed', count(*) FILTER (WHERE n.state = 'failed'),
                                'gone', count(*) FILTER (WHERE n.state = 'gone'),
                                'skipped', s.skipped + coalesce(sum(n.skipped), 0)) AS contents
        FROM web_source n WHERE n.tenant_id = s.tenant_id AND n.sitemap_id = s.id) c ON s.kind = 'sitemap'`;

export interface WebSourceRow {
  readonly id: WebSourceId;
  readonly collection_id: CollectionId;
  readonly kind: WebSource['kind'];
  readonly url: string;
  readonly document_id: DocumentId | null;
  readonly sitemap_id: WebSourceId | null;
  readonly state: WebSourceState;
  readonly failure_code: ErrorCode | null;
  readonly failure_message: string | null;
  readonly resolved_url: string | null;
  readonly checked_at: Date | null;
  readonly fetched_at: Date | null;
  readonly due_at: Date | null;
  readonly created_at: Date;
  readonly contents: NonNullable<WebSource['contents']> | null;
}

export function toWebSource(row: WebSourceRow): WebSource {
  return {
    id: row.id,
    collectionId: row.collection_id,
    kind: row.kind,
    url: row.url,
    ...(row.document_id && { documentId: row.document_id }),
    ...(row.sitemap_id && { sitemapId: row.sitemap_id }),
    state: row.state,
    ...(row.failure_code && { failure: { code: row.failure_code, message: row.failure_message ?? '' } }),
    ...(row.resolved_url && { resolvedUrl: row.resolved_url }),
    ...(row.checked_at && { checkedAt: row.checked_at }),
    ...(row.fetched_at && { fetchedAt: row.fetched_at }),
    ...(row.due_at && { dueAt: row.due_at }),
    ...(row.contents && { contents: row.contents }),
    createdAt: row.created_at,
  };
}
