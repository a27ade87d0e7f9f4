import type { IndexedChunk, IngestionWork, NewVersion } from '@groundwork/ingestion';
import { type DocumentId, type EmbeddingSpaceId, OperationalError } from '@groundwork/kernel';
import type { Transaction } from '../database/database.ts';
import { encodeVector } from '../retrieval/insert-vectors.ts';
import { lockIndex } from '../retrieval/lock-index.ts';
import { storable, toJson } from '../database/storable.ts';
import { toChunkRow } from './chunk-row.ts';

/** Chunks per statement: bounds memory, and the time during which the embedded database serves nobody else. */
const batchSize = 200;

export interface Publication {
  readonly work: IngestionWork;
  readonly version: NewVersion;
}

/** A Document that is still to be published, held until the end of the transaction. */
interface Held extends Publication {
  readonly collectionId: string;
  readonly accessListId: number;
  readonly number: number;
}

interface Space {
  readonly id: EmbeddingSpaceId;
  readonly state: string;
  readonly dimensions: number;
}

/**
 * See `IngestionStore.publish`: for several Documents of one Tenant, each at most once, at one instant. The index
 * follows by the database's triggers; what is done here is to withdraw the old Chunks and to add the new ones, with as
 * few statements as can be: a term that stands in ten Documents is written once.
 *
 * @returns which of them were published. Throws for all where one cannot be written.
 */
export async function publishVersions(
  tx: Transaction,
  publications: readonly Publication[],
): Promise<Set<DocumentId>> {
  const { held, now } = await hold(tx, publications);
  if (held.length === 0) return new Set();
  await lockIndex(tx);
  await withdraw(tx, held, now);
  await insertVersions(tx, held, now);
  const spaces = await liveSpaces(tx, held);
  const rows = held.flatMap((document) => document.version.chunks.map((chunk) => ({ document, chunk })));
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = rows.slice(start, start + batchSize);
    const ids = await insertChunks(tx, batch, now);
    for (const space of spaces) await insertNewVectors(tx, space, batch, ids);
  }
  await markReady(tx, held);
  return new Set(held.map(({ work }) => work.documentId));
}

async function hold(
  tx: Transaction,
  publications: readonly Publication[],
): Promise<{ held: Held[]; now: string }> {
  const rows = await tx.query<{
    id: string;
    collection_id: string;
    access_list_id: number;
    version_number: number;
    now: string;
  }>(
    `SELECT d.id, d.collection_id, d.access_list_id, d.version_number, clock_timestamp()::text AS now
       FROM document d JOIN unnest($1::uuid[], $2::integer[]) AS w (id, revision)
         ON d.id = w.id AND d.revision = w.revision AND d.published_revision < w.revision
      WHERE d.deleted_at IS NULL ORDER BY d.id FOR UPDATE OF d`,
    [publications.map(({ work }) => work.documentId), publications.map(({ work }) => work.revision)],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const held = publications.flatMap((publication) => {
    const row = found.get(publication.work.documentId);
    if (!row) return [];
    const { collection_id: collectionId, access_list_id: accessListId, version_number: number } = row;
    return { ...publication, collectionId, accessListId, number: number + 1 };
  });
  return { held, now: rows.at(-1)?.now ?? '' };
}

async function withdraw(tx: Transaction, held: readonly Held[], at: string): Promise<void> {
  const replaced = held.filter(({ number }) => number > 1).map(({ work }) => work.documentId);
  if (replaced.length === 0) return;
  for (const table of ['document_version', 'chunk']) {
    await tx.query(
      `UPDATE ${table} SET valid_to = $2 WHERE document_id = ANY ($1::uuid[]) AND valid_to IS NULL`,
      [replaced, at],
    );
  }
}

async function insertVersions(tx: Transaction, held: readonly Held[], at: string): Promise<void> {
  const values: unknown[] = [at];
  const rows = held.map(({ work, version, number }) => {
    const row = [
      version.id,
      work.documentId,
      number,
      storable(version.title),
      version.mediaType,
      storable(version.text),
      version.language,
      version.pages,
      toJson(version.flags),
    ];
    values.push(...row);
    return `(current_tenant(), ${row.map((_, i) => `$${values.length - row.length + i + 1}`).join(', ')}, $1)`;
  });
  await tx.query(
    `INSERT INTO document_version (tenant_id, id, document_id, number, title, media_type, text, language, pages, flags,
                                   valid_from)
     VALUES ${rows.join(', ')}`,
    values,
  );
}

interface ChunkOfDocument {
  readonly document: Held;
  readonly chunk: IndexedChunk;
}

/** @returns the database's numbers, in the order of the Chunks given. */
async function insertChunks(
  tx: Transaction,
  batch: readonly ChunkOfDocument[],
  at: string,
): Promise<string[]> {
  const rows = await tx.query<{ id: string; document_id: string; ordinal: number }>(
    `INSERT INTO chunk (tenant_id, document_id, version_id, collection_id, access_list_id, valid_from, ordinal,
                        span_start, span_end, text, heading_path, kind, page_start, page_end, box, cells, language,
                        terms, term_counts, length)
     SELECT current_tenant(), c.document_id, c.version_id, c.collection_id, c.access_list_id, $1, c.ordinal,
            c.span_start, c.span_end, c.text, c.heading_path, c.kind, c.page_start, c.page_end, c.box, c.cells,
            c.language, c.terms, c.term_counts, c.length
       FROM jsonb_to_recordset($2::jsonb) AS c (document_id uuid, version_id uuid, collection_id uuid,
            access_list_id integer, ordinal integer, span_start integer, span_end integer, text text,
            heading_path text[], kind text, page_start integer, page_end integer, box jsonb, cells text, language text,
            terms text[], term_counts smallint[], length integer)
     RETURNING id, document_id, ordinal`,
    [
      at,
      toJson(
        batch.map(({ document: { work, version, collectionId, accessListId }, chunk }) => ({
          document_id: work.documentId,
          version_id: version.id,
          collection_id: collectionId,
          access_list_id: accessListId,
          ...toChunkRow(chunk),
        })),
      ),
    ],
  );
  const byPlace = new Map(rows.map(({ id, document_id, ordinal }) => [`${document_id} ${ordinal}`, id]));
  return batch.map(({ document, chunk }) => byPlace.get(`${document.work.documentId} ${chunk.ordinal}`)!);
}

/** The Chunks are of this transaction: nobody else can have withdrawn them or changed their access. */
async function insertNewVectors(
  tx: Transaction,
  space: Space,
  batch: readonly ChunkOfDocument[],
  ids: readonly string[],
): Promise<void> {
  const values: unknown[] = [space.id];
  const rows = batch.flatMap(({ document, chunk }, index) => {
    const vector = chunk.vectors.get(space.id);
    if (!vector) return [];
    if (vector.length !== space.dimensions) {
      throw new OperationalError(
        'model.dimension-mismatch',
        `The space has ${space.dimensions} dimensions, the model gave ${vector.length}`,
      );
    }
    values.push(ids[index], document.accessListId, encodeVector(vector));
    const last = values.length;
    return `($${last - 2}::bigint, $${last - 1}::integer, $${last}::vector)`;
  });
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO embedding (tenant_id, chunk_id, space_id, access_list_id, values)
     SELECT current_tenant(), v.chunk_id, $1, v.access_list_id, v.values
       FROM (VALUES ${rows.join(', ')}) AS v (chunk_id, access_list_id, values)`,
    values,
  );
}

async function markReady(tx: Transaction, held: readonly Held[]): Promise<void> {
  const rows = held.map(({ work, version, number }) => ({
    id: work.documentId,
    version_id: version.id,
    version_number: number,
    chunks: version.chunks.length,
    title: version.title,
    media_type: version.mediaType,
    pages: version.pages,
    language: version.language,
    flags: version.flags,
  }));
  await tx.query(
    `UPDATE document d
        SET status = 'ready', stage = 'done', progress_done = v.chunks, progress_total = v.chunks,
            published_revision = d.revision, failure_code = NULL, failure_message = NULL, version_id = v.version_id,
            version_number = v.version_number, title = v.title, media_type = v.media_type, pages = v.pages,
            chunks = v.chunks, language = v.language, flags = v.flags, heartbeat_at = clock_timestamp(),
            updated_at = clock_timestamp()
       FROM jsonb_to_recordset($1::jsonb) AS v (id uuid, version_id uuid, version_number integer, chunks integer,
            title text, media_type text, pages integer, language text, flags jsonb)
      WHERE d.id = v.id`,
    [toJson(rows)],
  );
}

/**
 * The spaces to write vectors of. Throws `OperationalError('space.not-ready')` where the active space was switched
 * while a version was embedded: embedded again, it is found by its vectors too.
 */
async function liveSpaces(tx: Transaction, held: readonly Held[]): Promise<Space[]> {
  const spaces = await tx.query<{ id: EmbeddingSpaceId; state: string; dimensions: number }>(
    'SELECT id, state, dimensions FROM embedding_space',
  );
  const active = spaces.find((space) => space.state === 'active');
  const known = new Set(spaces.map(({ id }) => id));
  for (const { version } of held) {
    const given = new Set(version.chunks.flatMap((chunk) => [...chunk.vectors.keys()]));
    if (active && !given.has(active.id) && [...given].some((id) => !known.has(id))) {
      throw new OperationalError('space.not-ready', 'The embedding space was switched during ingestion');
    }
  }
  return spaces;
}
