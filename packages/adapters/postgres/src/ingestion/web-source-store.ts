import type {
  AddedWebSource,
  NewWebSource,
  WebSource,
  WebSourceFilter,
  WebSourceStore,
} from '@groundwork/ingestion';
import {
  type CollectionId,
  type DocumentId,
  newId,
  type Principal,
  UserError,
  WebSourceId,
} from '@groundwork/kernel';
import type { Database, Transaction } from '../database/database.ts';
import { type DocumentRow, selectDocument, toDocument } from './document-row.ts';
import { registerPages } from './register-pages.ts';
import { selectWebSource, toWebSource, type WebSourceRow } from './web-source-row.ts';

export class PostgresWebSourceStore implements WebSourceStore {
  constructor(private readonly database: Database) {}

  add(principal: Principal, source: NewWebSource, now: Date): Promise<AddedWebSource> {
    return this.database.write(principal, async (tx) => {
      const [collection] = await tx.query<{ access_list_id: number }>(
        'SELECT access_list_id FROM collection WHERE id = $1',
        [source.collectionId],
      );
      if (!collection)
        throw new UserError('collection.not-found', `There is no collection ${source.collectionId}.`);
      await tx.as('worker');
      return source.kind === 'page'
        ? addPage(tx, source, collection.access_list_id, now)
        : addSitemap(tx, source, now);
    });
  }

  async find(principal: Principal, id: WebSourceId): Promise<WebSource | undefined> {
    const [row] = await this.database.read(principal, (tx) =>
      tx.query<WebSourceRow>(`${selectWebSource} WHERE s.id = $1`, [id]),
    );
    return row && toWebSource(row);
  }

  /** Oldest first: ids are ordered in time, and the last one is the cursor. */
  async list(principal: Principal, filter: WebSourceFilter) {
    const cursor = filter.cursor === undefined ? undefined : WebSourceId.safeParse(filter.cursor);
    if (cursor && !cursor.success) throw new UserError('request.invalid', 'The cursor is not one of a list');
    const rows = await this.database.read(principal, (tx) =>
      tx.query<WebSourceRow>(
        `${selectWebSource}
          WHERE s.collection_id = $1 AND ($2::text IS NULL OR s.state = $2) AND ($3::text IS NULL OR s.kind = $3)
            AND ($4::uuid IS NULL OR s.sitemap_id = $4) AND ($5::uuid IS NULL OR s.id > $5)
          ORDER BY s.id LIMIT $6`,
        [filter.collectionId, filter.state, filter.kind, filter.sitemapId, cursor?.data, filter.limit + 1],
      ),
    );
    const sources = rows.slice(0, filter.limit).map(toWebSource);
    const last = sources.at(-1);
    return { sources, ...(rows.length > filter.limit && last && { nextCursor: last.id }) };
  }

  recheck(
    principal: Principal,
    which: { readonly collectionId: CollectionId } | { readonly documentId: DocumentId },
    now: Date,
  ): Promise<{ sources: number; hosts: string[] }> {
    return this.database.write(principal, async (tx) => {
      // What may be asked for again is what the Principal sees.
      const seen = await tx.query<{ id: WebSourceId }>(
        'collectionId' in which
          ? `SELECT id FROM web_source WHERE collection_id = $1 AND state <> 'gone'`
          : 'SELECT id FROM web_source WHERE document_id = $1',
        ['collectionId' in which ? which.collectionId : which.documentId],
      );
      await tx.as('worker');
      const rows = await tx.query<{ host: string }>(
        `UPDATE web_source SET due_at = $2, attempts = 0,
                               state = CASE WHEN state = 'failed' THEN 'waiting' ELSE state END
          WHERE id = ANY ($1) RETURNING host`,
        [seen.map(({ id }) => id), now],
      );
      return { sources: rows.length, hosts: [...new Set(rows.map(({ host }) => host))] };
    });
  }

  removeSitemap(principal: Principal, id: WebSourceId): Promise<boolean> {
    return this.database.write(principal, async (tx) => {
      const seen = await tx.query(`SELECT FROM web_source WHERE id = $1 AND kind = 'sitemap'`, [id]);
      if (seen.length === 0) return false;
      await tx.as('worker');
      await tx.query(`DELETE FROM web_source WHERE kind = 'sitemap' AND sitemap_id = $1`, [id]);
      return (await tx.query('DELETE FROM web_source WHERE id = $1 RETURNING id', [id])).length > 0;
    });
  }
}

async function addPage(
  tx: Transaction,
  { collectionId, url, title, access, metadata }: NewWebSource,
  collectionAccess: number,
  now: Date,
): Promise<AddedWebSource> {
  const [list] = access
    ? await tx.query<{ id: number }>('SELECT access_list_for($1, $2) AS id', [collectionId, access])
    : [];
  const [known] = await tx.query<{ document_id: DocumentId }>(
    `SELECT d.id AS document_id FROM web_source s JOIN document d ON d.tenant_id = s.tenant_id AND d.id = s.document_id
      WHERE s.collection_id = $1 AND s.kind = 'page' AND s.url = $2 AND d.deleted_at IS NULL FOR UPDATE OF d`,
    [collectionId, url],
  );
  let created = 0;
  if (known) await updatePage(tx, known.document_id, { title, metadata, accessListId: list?.id }, now);
  else {
    const accessListId = list?.id ?? collectionAccess;
    created = await registerPages(tx, { collectionId, urls: [url], title, metadata, accessListId, now });
  }
  const [row] = await tx.query<WebSourceRow>(
    `${selectWebSource} WHERE s.collection_id = $1 AND s.kind = 'page' AND s.url = $2`,
    [collectionId, url],
  );
  const source = toWebSource(row!);
  const [document] = await tx.query<DocumentRow>(`${selectDocument} WHERE d.id = $1`, [source.documentId]);
  return { source, document: toDocument(document!), outcome: created > 0 ? 'created' : 'unchanged' };
}

async function updatePage(
  tx: Transaction,
  id: DocumentId,
  given: { title: string | undefined; metadata: object | undefined; accessListId: number | undefined },
  now: Date,
): Promise<void> {
  const { title, metadata, accessListId } = given;
  // Another title is another text to index: forgetting the content makes the next fetch bring it as new.
  const [{ retitled } = { retitled: false }] = await tx.query<{ retitled: boolean }>(
    `SELECT $2::text IS NOT NULL AND given_title IS DISTINCT FROM $2 AS retitled FROM document WHERE id = $1`,
    [id, title],
  );
  await tx.query(
    `UPDATE document
        SET access_list_id = coalesce($2, access_list_id), metadata = coalesce($3, metadata),
            given_title = coalesce($4, given_title), content_hash = CASE WHEN $5 THEN '' ELSE content_hash END,
            status = CASE WHEN stage = 'fetching' THEN 'pending' ELSE status END,
            failure_code = CASE WHEN stage = 'fetching' THEN NULL ELSE failure_code END,
            failure_message = CASE WHEN stage = 'fetching' THEN NULL ELSE failure_message END
      WHERE id = $1`,
    [id, accessListId, metadata && JSON.stringify(metadata), title, retitled],
  );
  await tx.query(
    `UPDATE web_source SET due_at = $2, attempts = 0, etag = CASE WHEN $3 THEN NULL ELSE etag END,
                           last_modified = CASE WHEN $3 THEN NULL ELSE last_modified END,
                           state = CASE WHEN state = 'failed' THEN 'waiting' ELSE state END
      WHERE document_id = $1`,
    [id, now, retitled],
  );
}

async function addSitemap(
  tx: Transaction,
  { collectionId, url, access, metadata }: NewWebSource,
  now: Date,
): Promise<AddedWebSource> {
  const id = newId(WebSourceId, now.getTime());
  const grants = access && [...access];
  const rows = await tx.query<{ id: WebSourceId }>(
    `INSERT INTO web_source (tenant_id, id, collection_id, kind, url, host, grants, metadata, due_at, created_at)
     VALUES (current_tenant(), $1, $2, 'sitemap', $3, $4, $5, $6, $7, $7)
     ON CONFLICT (tenant_id, collection_id, kind, url) DO UPDATE
        SET due_at = excluded.due_at, attempts = 0, state = 'waiting', etag = NULL, last_modified = NULL,
            grants = coalesce(excluded.grants, web_source.grants),
            metadata = coalesce(excluded.metadata, web_source.metadata)
     RETURNING id`,
    [id, collectionId, url, new URL(url).host, grants, metadata && JSON.stringify(metadata), now],
  );
  const [row] = await tx.query<WebSourceRow>(`${selectWebSource} WHERE s.id = $1`, [rows[0]!.id]);
  return { source: toWebSource(row!), outcome: rows[0]!.id === id ? 'created' : 'unchanged' };
}
