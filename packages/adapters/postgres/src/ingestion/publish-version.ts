import type { IndexedChunk, IngestionWork, NewVersion } from '@groundwork/ingestion';
import { type EmbeddingSpaceId, OperationalError } from '@groundwork/kernel';
import type { Transaction } from '../database/database.ts';
import { insertVectors } from '../retrieval/insert-vectors.ts';
import { lockIndex } from '../retrieval/lock-index.ts';
import { storedTerm } from '../retrieval/stored-term.ts';
import { storable, toJson } from '../database/storable.ts';

/** Chunks per statement: bounds memory, and the time during which the embedded database serves nobody else. */
const batchSize = 100;
const maxCount = 32_767;

interface LockedDocument {
  readonly collection_id: string;
  readonly access_list_id: number;
  readonly version_number: number;
  readonly now: string;
}

/**
 * See `IngestionStore.publish`. The index follows by the database's triggers; what is done here is to withdraw the
 * old Chunks and to add the new ones, at one instant.
 */
export async function publishVersion(
  tx: Transaction,
  work: IngestionWork,
  version: NewVersion,
): Promise<boolean> {
  const [document] = await tx.query<LockedDocument>(
    `SELECT collection_id, access_list_id, version_number, clock_timestamp()::text AS now FROM document
      WHERE id = $1 AND deleted_at IS NULL AND revision = $2 AND published_revision < $2 FOR UPDATE`,
    [work.documentId, work.revision],
  );
  if (!document) return false;
  await lockIndex(tx);
  await withdraw(tx, work, document.now);
  await insertVersion(tx, work, version, document);
  const spaces = await liveSpaces(tx, version);
  for (let start = 0; start < version.chunks.length; start += batchSize) {
    const batch = version.chunks.slice(start, start + batchSize);
    const ids = await insertChunks(tx, work, version, batch, document);
    for (const spaceId of spaces) {
      const vectors = new Map<string, Float32Array>();
      for (const chunk of batch) {
        const vector = chunk.vectors.get(spaceId);
        const id = ids.get(chunk.ordinal);
        if (vector && id) vectors.set(id, vector);
      }
      await insertVectors(tx, spaceId, vectors);
    }
  }
  await tx.query(
    `UPDATE document
        SET status = 'ready', stage = 'done', progress_done = $3, progress_total = $3, published_revision = revision,
            failure_code = NULL, failure_message = NULL, version_id = $2, version_number = $4, title = $5,
            media_type = $6, pages = $7, chunks = $3, language = $8, flags = $9,
            heartbeat_at = clock_timestamp(), updated_at = clock_timestamp()
      WHERE id = $1`,
    [
      work.documentId,
      version.id,
      version.chunks.length,
      document.version_number + 1,
      storable(version.title),
      version.mediaType,
      version.pages,
      version.language,
      toJson(version.flags),
    ],
  );
  return true;
}

async function withdraw(tx: Transaction, work: IngestionWork, at: string): Promise<void> {
  for (const table of ['document_version', 'chunk']) {
    await tx.query(`UPDATE ${table} SET valid_to = $2 WHERE document_id = $1 AND valid_to IS NULL`, [
      work.documentId,
      at,
    ]);
  }
}

async function insertVersion(
  tx: Transaction,
  work: IngestionWork,
  version: NewVersion,
  document: LockedDocument,
): Promise<void> {
  await tx.query(
    `INSERT INTO document_version (tenant_id, id, document_id, number, title, media_type, text, language, pages, flags,
                                   valid_from)
     VALUES (current_tenant(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      version.id,
      work.documentId,
      document.version_number + 1,
      storable(version.title),
      version.mediaType,
      storable(version.text),
      version.language,
      version.pages,
      toJson(version.flags),
      document.now,
    ],
  );
}

/** @returns the database's numbers by ordinal. */
async function insertChunks(
  tx: Transaction,
  work: IngestionWork,
  version: NewVersion,
  chunks: readonly IndexedChunk[],
  document: LockedDocument,
): Promise<Map<number, string>> {
  const rows = await tx.query<{ id: string; ordinal: number }>(
    `INSERT INTO chunk (tenant_id, document_id, version_id, collection_id, access_list_id, valid_from, ordinal,
                        span_start, span_end, text, heading_path, kind, page_start, page_end, box, cells, language,
                        terms, term_counts, length)
     SELECT current_tenant(), $1, $2, $3, $4, $5, c.ordinal, c.span_start, c.span_end, c.text, c.heading_path, c.kind,
            c.page_start, c.page_end, c.box, c.cells, c.language, c.terms, c.term_counts, c.length
       FROM jsonb_to_recordset($6::jsonb) AS c (ordinal integer, span_start integer, span_end integer, text text,
            heading_path text[], kind text, page_start integer, page_end integer, box jsonb, cells text, language text,
            terms text[], term_counts smallint[], length integer)
     RETURNING id, ordinal`,
    [
      work.documentId,
      version.id,
      document.collection_id,
      document.access_list_id,
      document.now,
      toJson(chunks.map(toRow)),
    ],
  );
  return new Map(rows.map((row) => [row.ordinal, row.id]));
}

function toRow(chunk: IndexedChunk): Record<string, unknown> {
  const terms = new Map<string, number>();
  for (const [term, count] of chunk.terms) {
    const stored = storedTerm(term);
    terms.set(stored, Math.min((terms.get(stored) ?? 0) + count, maxCount));
  }
  const counts = [...terms.values()];
  return {
    ordinal: chunk.ordinal,
    span_start: chunk.span.start,
    span_end: chunk.span.end,
    text: chunk.text,
    heading_path: chunk.headingPath,
    kind: chunk.kind,
    page_start: chunk.pageStart,
    page_end: chunk.pageEnd,
    box: chunk.box,
    cells: chunk.cells,
    language: chunk.language,
    terms: [...terms.keys()],
    term_counts: counts,
    length: counts.reduce((sum, count) => sum + count, 0),
  };
}

/**
 * The spaces to write vectors of. Throws `OperationalError('space.not-ready')` where the active space was switched
 * while this version was embedded: embedded again, it is found by its vectors too.
 */
async function liveSpaces(tx: Transaction, version: NewVersion): Promise<EmbeddingSpaceId[]> {
  const given = new Set(version.chunks.flatMap((chunk) => [...chunk.vectors.keys()]));
  const rows = await tx.query<{ id: EmbeddingSpaceId; state: string }>(
    'SELECT id, state FROM embedding_space',
  );
  const live = rows.map((row) => row.id).filter((id) => given.has(id));
  const active = rows.find((row) => row.state === 'active');
  if (active && given.size > live.length && !given.has(active.id)) {
    throw new OperationalError('space.not-ready', 'The embedding space was switched during ingestion');
  }
  return live;
}
