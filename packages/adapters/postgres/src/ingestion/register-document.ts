import type { Document, NewDocument } from '@groundwork/ingestion';
import { DocumentId, newId, sha256, UserError } from '@groundwork/kernel';
import type { Transaction } from '../database/database.ts';
import { type DocumentRow, selectDocument, toDocument } from './document-row.ts';

const partBytes = 1024 * 1024;

interface Existing {
  readonly id: DocumentId;
  readonly same_content: boolean;
  readonly same_work: boolean;
  readonly same_rest: boolean;
}

/**
 * See `DocumentStore.register`. Whoever sees the Collection may put Documents into it, and so replace one that it
 * may not read. What a repeated registration leaves out stays as it is.
 */
export async function registerDocument(
  tx: Transaction,
  document: NewDocument,
): Promise<{ document: Document; outcome: 'created' | 'changed' | 'unchanged' }> {
  const [collection] = await tx.query<{ access_list_id: number }>(
    'SELECT access_list_id FROM collection WHERE id = $1',
    [document.collectionId],
  );
  if (!collection) throw new UserError('collection.not-found', `No Collection ${document.collectionId}`);
  await tx.as('worker');
  const [list] = document.access
    ? await tx.query<{ id: number }>('SELECT access_list_for($1, $2) AS id', [
        document.collectionId,
        document.access,
      ])
    : [];
  const facts: Facts = { document, hash: sha256(document.content), accessListId: list?.id };

  let existing = await lockExisting(tx, facts);
  if (!existing) {
    const id = await insert(tx, facts, list?.id ?? collection.access_list_id);
    if (id) return { document: await get(tx, id), outcome: 'created' };
    // Somebody else registered it between the two statements; now it is there.
    existing = await lockExisting(tx, facts);
  }
  if (!existing) throw new Error(`Document ${document.externalId} is neither there nor insertable`);
  const outcome = await update(tx, existing, facts);
  return { document: await get(tx, existing.id), outcome };
}

interface Facts {
  readonly document: NewDocument;
  readonly hash: string;
  readonly accessListId: number | undefined;
}

async function lockExisting(tx: Transaction, facts: Facts): Promise<Existing | undefined> {
  const { collectionId, externalId, title, mediaType, metadata } = facts.document;
  const rows = await tx.query<Existing>(
    `SELECT id, content_hash = $3 AS same_content,
            ($4::text IS NULL OR given_title IS NOT DISTINCT FROM $4)
              AND ($5::text IS NULL OR given_media_type IS NOT DISTINCT FROM $5)
              AS same_work,
            ($6::integer IS NULL OR access_list_id = $6) AND ($7::jsonb IS NULL OR metadata = $7) AS same_rest
       FROM document WHERE collection_id = $1 AND external_id = $2 AND deleted_at IS NULL FOR UPDATE`,
    [
      collectionId,
      externalId,
      facts.hash,
      title,
      mediaType,
      facts.accessListId,
      metadata && JSON.stringify(metadata),
    ],
  );
  return rows[0];
}

async function insert(tx: Transaction, facts: Facts, accessListId: number): Promise<DocumentId | undefined> {
  const { collectionId, externalId, title, mediaType, metadata, content } = facts.document;
  const rows = await tx.query<{ id: DocumentId }>(
    `INSERT INTO document (tenant_id, id, collection_id, external_id, title, given_title, media_type, given_media_type,
                           bytes, content_hash, metadata, access_list_id, status, stage)
     VALUES (current_tenant(), $1, $2, $3, coalesce($4, $3), $4, coalesce($5, 'application/octet-stream'), $5,
             $6, $7, $8, $9, 'pending', 'waiting')
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      newId(DocumentId),
      collectionId,
      externalId,
      title,
      mediaType,
      content.length,
      facts.hash,
      JSON.stringify(metadata ?? {}),
      accessListId,
    ],
  );
  const id = rows[0]?.id;
  if (id) await saveOriginal(tx, id, content);
  return id;
}

async function update(tx: Transaction, existing: Existing, facts: Facts): Promise<'changed' | 'unchanged'> {
  const { title, mediaType, metadata, content } = facts.document;
  const needsWork = !existing.same_content || !existing.same_work;
  if (!needsWork && existing.same_rest) return 'unchanged';
  await tx.query(
    `UPDATE document
        SET access_list_id = coalesce($2, access_list_id), metadata = coalesce($3, metadata),
            updated_at = clock_timestamp()
      WHERE id = $1`,
    [existing.id, facts.accessListId, metadata && JSON.stringify(metadata)],
  );
  if (needsWork) {
    await tx.query(
      `UPDATE document
          SET revision = revision + 1, status = 'pending', stage = 'waiting', progress_done = 0, progress_total = 0,
              failure_code = NULL, failure_message = NULL, claims = 0, bytes = $2, content_hash = $3,
              given_title = coalesce($4, given_title), given_media_type = coalesce($5, given_media_type),
              heartbeat_at = clock_timestamp()
        WHERE id = $1`,
      [existing.id, content.length, facts.hash, title, mediaType],
    );
    if (!existing.same_content) await saveOriginal(tx, existing.id, content);
  }
  return 'changed';
}

/** The newest original takes the place of the one before. */
export async function saveOriginal(tx: Transaction, id: DocumentId, content: Uint8Array): Promise<void> {
  await tx.query('DELETE FROM document_original WHERE document_id = $1', [id]);
  for (let start = 0, part = 0; start < content.length; start += partBytes, part++) {
    const data = Buffer.from(content.buffer, content.byteOffset, content.length).subarray(
      start,
      start + partBytes,
    );
    await tx.query(
      'INSERT INTO document_original (tenant_id, document_id, part, data) VALUES (current_tenant(), $1, $2, $3)',
      [id, part, data],
    );
  }
}

async function get(tx: Transaction, id: DocumentId): Promise<Document> {
  const [row] = await tx.query<DocumentRow>(`${selectDocument} WHERE d.id = $1`, [id]);
  if (!row) throw new Error(`Document ${id} vanished inside its own transaction`);
  return toDocument(row);
}
