import type {
  Document,
  DocumentNames,
  DocumentPage,
  DocumentStatus,
  DocumentStore,
  DocumentTextStore,
  NewDocument,
  Registration,
} from '@groundwork/ingestion';
import {
  type CollectionId,
  DocumentId,
  type DocumentVersionId,
  type Grant,
  hasScope,
  type Principal,
  UserError,
} from '@groundwork/kernel';
import type { Database, Transaction } from '../database/database.ts';
import { type DocumentRow, selectDocument, toDocument } from './document-row.ts';
import { registerDocuments } from './register-documents.ts';

export class PostgresDocumentStore implements DocumentStore, DocumentNames, DocumentTextStore {
  constructor(private readonly database: Database) {}

  register(principal: Principal, documents: readonly NewDocument[]): Promise<Registration[]> {
    return this.database.write(principal, (tx) => registerDocuments(tx, principal, documents));
  }

  async find(principal: Principal, id: DocumentId): Promise<Document | undefined> {
    const rows = await this.database.read(principal, (tx) =>
      tx.query<DocumentRow>(`${selectDocument} WHERE d.id = $1`, [id]),
    );
    return rows[0] && toDocument(rows[0]);
  }

  /** Oldest first: ids are ordered in time, and the last one is the cursor. */
  async list(
    principal: Principal,
    filter: {
      collectionId?: CollectionId;
      status?: DocumentStatus;
      ids?: readonly DocumentId[];
      limit: number;
      cursor?: string;
    },
  ): Promise<DocumentPage> {
    const cursor = filter.cursor === undefined ? undefined : DocumentId.safeParse(filter.cursor);
    if (cursor && !cursor.success) throw new UserError('request.invalid', 'The cursor is not one of a list');
    const rows = await this.database.read(principal, (tx) =>
      tx.query<DocumentRow>(
        `${selectDocument}
          WHERE ($1::uuid IS NULL OR d.collection_id = $1) AND ($2::text IS NULL OR d.status = $2)
            AND ($3::uuid IS NULL OR d.id > $3) AND ($5::uuid[] IS NULL OR d.id = ANY ($5))
          ORDER BY d.id LIMIT $4`,
        [filter.collectionId, filter.status, cursor?.data, filter.limit + 1, filter.ids],
      ),
    );
    const documents = rows.slice(0, filter.limit).map(toDocument);
    const last = documents.at(-1);
    return { documents, ...(rows.length > filter.limit && last && { nextCursor: last.id }) };
  }

  setAccess(principal: Principal, id: DocumentId, access: readonly Grant[]): Promise<boolean> {
    return this.database.write(principal, async (tx) => {
      await tx.as('worker');
      // The list before the Document, as in `register`: one order of locks for all.
      await tx.query('SELECT access_list_for(collection_id, $2) FROM document WHERE id = $1', [id, access]);
      if (!(await lockVisible(tx, id))) return false;
      await tx.query(
        `UPDATE document SET access_list_id = access_list_for(collection_id, $2), updated_at = clock_timestamp() WHERE id = $1`,
        [id, access],
      );
      return true;
    });
  }

  remove(principal: Principal, id: DocumentId, mode: 'delete' | 'erase'): Promise<boolean> {
    return this.database.write(principal, async (tx) => {
      await tx.as('worker');
      const visible = await lockVisible(tx, id);
      // Privacy reaches behind the tombstone, which only managers know of.
      if (!visible && !(mode === 'erase' && hasScope(principal, 'admin'))) return false;
      const removed = await tx.query(
        mode === 'erase'
          ? 'DELETE FROM document WHERE id = $1 RETURNING id'
          : `UPDATE document SET deleted_at = clock_timestamp(), updated_at = clock_timestamp()
              WHERE id = $1 RETURNING id`,
        [id],
      );
      return removed.length > 0;
    });
  }

  retry(principal: Principal, id: DocumentId): Promise<boolean> {
    return this.database.write(principal, async (tx) => {
      await tx.as('worker');
      if (!(await lockVisible(tx, id))) return false;
      const retried = await tx.query(
        `UPDATE document
            SET status = 'pending', stage = CASE WHEN stage = 'fetching' THEN stage ELSE 'waiting' END, progress_done = 0, progress_total = 0, claims = 0,
                failure_code = NULL, failure_message = NULL, heartbeat_at = clock_timestamp()
          WHERE id = $1 AND status = 'failed' RETURNING id`,
        [id],
      );
      return retried.length > 0;
    });
  }

  rename(
    principal: Principal,
    id: DocumentId,
    externalId: string,
    isWork: boolean,
  ): Promise<'renamed' | 'taken' | 'not-found'> {
    return this.database.write(principal, async (tx) => {
      await tx.as('worker');
      if (!(await lockVisible(tx, id))) return 'not-found';
      const others = await tx.query(
        `SELECT FROM document o JOIN document d ON d.tenant_id = o.tenant_id AND d.collection_id = o.collection_id
          WHERE d.id = $1 AND o.external_id = $2 AND o.deleted_at IS NULL`,
        [id, externalId],
      );
      if (others.length > 0) return 'taken';
      await tx.query('UPDATE document SET external_id = $2, updated_at = clock_timestamp() WHERE id = $1', [
        id,
        externalId,
      ]);
      if (isWork) {
        await tx.query(
          `UPDATE document SET revision = revision + 1, status = 'pending', stage = 'waiting', progress_done = 0,
                               progress_total = 0, claims = 0, failure_code = NULL, failure_message = NULL,
                               heartbeat_at = clock_timestamp()
            WHERE id = $1 AND stage <> 'fetching'`,
          [id],
        );
      }
      // Kept answers name their sources.
      await tx.query('SELECT bump_index(current_tenant())');
      return 'renamed';
    });
  }

  async findText(
    principal: Principal,
    id: DocumentId,
  ): Promise<{ versionId: DocumentVersionId; text: string } | undefined> {
    const rows = await this.database.read(principal, (tx) =>
      tx.query<{ versionId: DocumentVersionId; text: string }>(
        'SELECT id AS "versionId", text FROM document_version WHERE document_id = $1',
        [id],
      ),
    );
    return rows[0];
  }
}

/** Hold the Document, then ask the database, as a reader, whether this Principal sees it. */
async function lockVisible(tx: Transaction, id: DocumentId): Promise<boolean> {
  await tx.query('SELECT id FROM document WHERE id = $1 FOR UPDATE', [id]);
  await tx.as('app');
  const visible = await tx.query('SELECT id FROM document WHERE id = $1', [id]);
  await tx.as('worker');
  return visible.length > 0;
}
