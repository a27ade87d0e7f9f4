import type { WebSourceResult } from '@groundwork/ingestion';
import { type CollectionId, type Grant, newId, WebSourceId } from '@groundwork/kernel';
import type { Transaction } from '../database/database.ts';
import { registerPages } from './register-pages.ts';

/** Addresses per statement. */
const batchSize = 500;

interface SitemapRow {
  readonly collection_id: CollectionId;
  readonly root: WebSourceId;
  readonly is_root: boolean;
  readonly grants: Grant[] | null;
  readonly metadata: Record<string, unknown> | null;
}

/**
 * The pages and sitemaps that a sitemap names become WebSources. A page known already is left to its own time, unless
 * the sitemap says that it changed since it was last looked at; one that somebody deleted stays deleted.
 */
export async function addSitemapEntries(
  tx: Transaction,
  id: WebSourceId,
  { fetched, mostPages }: WebSourceResult & { kind: 'sitemap' },
  now: Date,
): Promise<void> {
  const [sitemap] = await tx.query<SitemapRow>(
    `SELECT collection_id, coalesce(sitemap_id, id) AS root, sitemap_id IS NULL AS is_root, grants, metadata
       FROM web_source WHERE id = $1`,
    [id],
  );
  if (!sitemap) return;
  // An index names sitemaps; a sitemap of an index names pages only (https://www.sitemaps.org/protocol.html#index).
  const parts = sitemap.is_root ? fetched.sitemaps : [];
  let skipped = fetched.skipped + fetched.sitemaps.length - parts.length;
  for (let start = 0; start < parts.length; start += batchSize) {
    await addParts(tx, sitemap, parts.slice(start, start + batchSize), now);
  }
  const accessListId = await accessListOf(tx, sitemap);
  const [count] = await tx.query<{ pages: number }>(
    `SELECT count(*)::integer AS pages FROM web_source WHERE sitemap_id = $1 AND kind = 'page'`,
    [sitemap.root],
  );
  let room = mostPages - (count?.pages ?? 0);
  for (let start = 0; start < fetched.pages.length; start += batchSize) {
    const batch = fetched.pages.slice(start, start + batchSize);
    const unknown = await takeUpKnown(tx, sitemap, batch, now);
    const urls = unknown.slice(0, Math.max(room, 0));
    room -= urls.length;
    skipped += unknown.length - urls.length;
    const { collection_id: collectionId, root: sitemapId } = sitemap;
    const metadata = sitemap.metadata ?? undefined;
    if (urls.length > 0)
      await registerPages(tx, { collectionId, urls, metadata, accessListId, sitemapId, now });
  }
  await tx.query('UPDATE web_source SET skipped = $2 WHERE id = $1', [id, skipped]);
}

/** Asks again for pages that changed. Returns the addresses that need a Document. */
async function takeUpKnown(
  tx: Transaction,
  { collection_id: collectionId }: SitemapRow,
  batch: readonly { readonly url: string; readonly modifiedAt?: Date }[],
  now: Date,
): Promise<string[]> {
  const entries = JSON.stringify(batch.map(({ url, modifiedAt }) => ({ url, modified_at: modifiedAt })));
  await tx.query(
    `UPDATE web_source s SET due_at = $3
       FROM jsonb_to_recordset($1) AS r (url text, modified_at timestamptz)
      WHERE s.collection_id = $2 AND s.kind = 'page' AND s.url = r.url AND s.state = 'ready'
        AND r.modified_at > s.checked_at AND r.modified_at <= $3 AND (s.due_at IS NULL OR s.due_at > $3)`,
    [entries, collectionId, now],
  );
  const known = await tx.query<{ url: string }>(
    `SELECT url FROM web_source
      WHERE collection_id = $2 AND kind = 'page' AND state <> 'gone'
        AND url IN (SELECT url FROM jsonb_to_recordset($1) AS r (url text))`,
    [entries, collectionId],
  );
  const urls = new Set(known.map(({ url }) => url));
  return batch.map(({ url }) => url).filter((url) => !urls.has(url));
}

async function addParts(
  tx: Transaction,
  sitemap: SitemapRow,
  urls: readonly string[],
  now: Date,
): Promise<void> {
  const rows = urls.map((url) => ({ id: newId(WebSourceId, now.getTime()), url, host: new URL(url).host }));
  await tx.query(
    `INSERT INTO web_source (tenant_id, id, collection_id, kind, url, host, sitemap_id, grants, metadata, due_at, created_at)
     SELECT current_tenant(), r.id, $2, 'sitemap', r.url, r.host, $3, $4, $5, $6, $6
       FROM jsonb_to_recordset($1) AS r (id uuid, url text, host text)
     ON CONFLICT (tenant_id, collection_id, kind, url) DO UPDATE SET due_at = excluded.due_at
        WHERE web_source.sitemap_id = excluded.sitemap_id`,
    [
      JSON.stringify(rows),
      sitemap.collection_id,
      sitemap.root,
      sitemap.grants,
      sitemap.metadata && JSON.stringify(sitemap.metadata),
      now,
    ],
  );
}

async function accessListOf(tx: Transaction, sitemap: SitemapRow): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    sitemap.grants
      ? 'SELECT access_list_for($1, $2) AS id'
      : 'SELECT access_list_id AS id FROM collection WHERE id = $1',
    [sitemap.collection_id, ...(sitemap.grants ? [sitemap.grants] : [])],
  );
  return row!.id;
}
