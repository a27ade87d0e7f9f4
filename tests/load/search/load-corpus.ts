import { createHash } from 'node:crypto';
import type { EmbeddingSpaceSpec } from '@groundwork/inference';
import { CollectionId, type EmbeddingSpaceId, type Grant, newId, TenantId } from '@groundwork/kernel';
import { type Database, PostgresEmbeddingSpaceStore, PostgresTenantStore } from '@groundwork/postgres';
import { analyzeText } from '@groundwork/retrieval';
import type { SyntheticChunk } from './synthetic-corpus.ts';

/** A share of the Tenant's Chunks in a Collection of its own, readable by one grant. */
export interface Share {
  readonly name: string;
  readonly collectionId: CollectionId;
  readonly grant: Grant;
  readonly part: number;
}

export interface LoadedCorpus {
  readonly tenantId: TenantId;
  readonly spaceId: EmbeddingSpaceId;
  readonly shares: readonly Share[];
  /** By Chunk id, its share's place in `shares` and its place in the corpus. */
  readonly loaded: ReadonlyMap<string, { readonly share: number; readonly index: number }>;
}

const rowsInStatement = 250;

/**
 * A Tenant with these Chunks, written past ingestion as a restored backup would be: rows first, postings in one go.
 * A hundred thousand take a minute or two. `parts` are shares of the whole; what is left over is a share of its own.
 */
export async function loadCorpus(
  database: Database,
  spec: EmbeddingSpaceSpec,
  chunks: readonly SyntheticChunk[],
  parts: Readonly<Record<string, number>>,
): Promise<LoadedCorpus> {
  const tenantId = newId(TenantId);
  await new PostgresTenantStore(database).create({ id: tenantId, name: 'bench', createdAt: new Date() });
  const { id: spaceId } = await new PostgresEmbeddingSpaceStore(database).ensure(tenantId, spec);
  const rest = 1 - Object.values(parts).reduce((sum, part) => sum + part, 0);
  const shares = Object.entries({ ...parts, rest })
    .filter(([, part]) => part > 1e-9)
    .map(([name, part]): Share => ({
      name,
      part,
      collectionId: newId(CollectionId),
      grant: `group:${name}`,
    }));
  const rowsOf = shares.map(() => [] as number[]);
  for (const index of chunks.keys()) rowsOf[shareOf(index, shares)]!.push(index);

  const loaded = new Map<string, { share: number; index: number }>();
  await database.pool.query('ALTER TABLE chunk DISABLE TRIGGER add_to_index');
  for (const [share, { collectionId, grant, name }] of shares.entries()) {
    await database.work(tenantId, async (tx) => {
      const [list] = await tx.query<{ id: number }>('SELECT access_list_for($1, $2) AS id', [
        collectionId,
        [grant],
      ]);
      await tx.query(
        `INSERT INTO collection (tenant_id, id, name, access_list_id, created_at)
         VALUES (current_tenant(), $1, $2, $3, now())`,
        [collectionId, name, list!.id],
      );
      const place = { collectionId, list: list!.id };
      for (let start = 0; start < rowsOf[share]!.length; start += rowsInStatement) {
        const indexes = rowsOf[share]!.slice(start, start + rowsInStatement);
        const rows = indexes.map((index) => ({ index, ...chunks[index]! }));
        for (const [id, index] of await insertDocument(tx, { ...place, name, spaceId, rows, start })) {
          loaded.set(id, { share, index });
        }
      }
    });
  }
  await database.pool.query('ALTER TABLE chunk ENABLE TRIGGER add_to_index');
  await database.work(tenantId, async (tx) => {
    // A hundred thousand Chunks take longer than any statement of the application may.
    await tx.query('SET LOCAL statement_timeout = 0');
    for (const statement of buildIndex) await tx.query(statement);
  });
  return { tenantId, spaceId, shares, loaded };
}

/** The same for the same row in every run; shares lie scattered among each other. */
function shareOf(index: number, shares: readonly Share[]): number {
  const dice = createHash('md5').update(String(index)).digest().readUInt32BE(0) / 2 ** 32;
  let sum = 0;
  const found = shares.findIndex(({ part }) => dice < (sum += part));
  return found === -1 ? shares.length - 1 : found;
}

type Transaction = Parameters<Parameters<Database['work']>[1]>[0];

interface DocumentRows {
  readonly collectionId: CollectionId;
  readonly list: number;
  readonly name: string;
  readonly spaceId: EmbeddingSpaceId;
  readonly rows: readonly (SyntheticChunk & { readonly index: number })[];
  readonly start: number;
}

async function insertDocument(tx: Transaction, document: DocumentRows): Promise<[string, number][]> {
  const { collectionId, list, name, spaceId, rows, start } = document;
  const [made] = await tx.query<{ id: string }>(
    `INSERT INTO document (tenant_id, id, collection_id, external_id, title, media_type, bytes, content_hash, metadata,
                           access_list_id, status, stage, version_id)
     VALUES (current_tenant(), gen_random_uuid(), $1, $2, $2, 'text/plain', 1, $2, '{}', $3, 'ready', 'done',
             gen_random_uuid()) RETURNING id`,
    [collectionId, `${name}-${start}`, list],
  );
  const written = await tx.query<{ id: string; ordinal: number }>(
    `INSERT INTO chunk (tenant_id, document_id, version_id, collection_id, access_list_id, valid_from, ordinal,
                        span_start, span_end, text, heading_path, kind, language, terms, term_counts, length)
     SELECT current_tenant(), $1, $1, $2, $3, now(), c.ordinal, 0, 1, c.text, '{}', 'text', 'en', c.terms,
            c.term_counts, c.length
       FROM jsonb_to_recordset($4::jsonb) AS c (ordinal integer, text text, terms text[], term_counts smallint[],
            length integer) RETURNING id, ordinal`,
    [made!.id, collectionId, list, JSON.stringify(rows.map(toRow))],
  );
  const values = rows.map((_, ordinal) => `($${2 * ordinal + 3}::bigint, $${2 * ordinal + 4}::vector)`);
  const idOf = new Map(written.map(({ id, ordinal }) => [ordinal, id]));
  await tx.query(
    `INSERT INTO embedding (tenant_id, chunk_id, space_id, access_list_id, values)
     SELECT current_tenant(), v.id, $1, $2, v.values FROM (VALUES ${values.join(', ')}) AS v (id, values)`,
    [spaceId, list, ...rows.flatMap(({ vector }, ordinal) => [idOf.get(ordinal), `[${vector.join(',')}]`])],
  );
  return written.map(({ id, ordinal }) => [id, rows[ordinal]!.index]);
}

function toRow({ text }: SyntheticChunk, ordinal: number) {
  const counts = new Map<string, number>();
  for (const word of text.split(/[ .]+/).filter(Boolean)) {
    for (const term of termsOf(word)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const termCounts = [...counts.values()];
  const length = termCounts.reduce((sum, count) => sum + count, 0);
  return { ordinal, text, terms: [...counts.keys()], term_counts: termCounts, length };
}

const analysed = new Map<string, readonly string[]>();

function termsOf(word: string): readonly string[] {
  const known = analysed.get(word);
  if (known) return known;
  const terms = [...analyzeText(word).keys()];
  analysed.set(word, terms);
  return terms;
}

const buildIndex = [
  `INSERT INTO posting (tenant_id, term, access_list_id, block, last, entries)
   SELECT current_tenant(), term, access_list_id, ('x' || encode(substring(part FOR 6), 'hex'))::bit(48)::bigint,
          ('x' || encode(substring(part FROM octet_length(part) - 9 FOR 6), 'hex'))::bit(48)::bigint, part
     FROM (SELECT term, access_list_id, substring(entries FROM at FOR 1800) AS part
             FROM (SELECT t.term, c.access_list_id,
                          string_agg(substring(int8send(c.id) FROM 3) || int2send(t.count)
                                     || int2send(c.length::smallint), '') AS entries
                     FROM (SELECT * FROM chunk ORDER BY id) c
                    CROSS JOIN LATERAL unnest(c.terms, c.term_counts) AS t (term, count)
                    GROUP BY t.term, c.access_list_id) whole
            CROSS JOIN LATERAL generate_series(1, octet_length(entries), 1800) AS at) parts`,
  'UPDATE index_state SET chunks = c.chunks, total_length = c.length FROM (SELECT count(*) AS chunks, sum(length) AS length FROM chunk) c',
  'UPDATE access_list l SET chunks = (SELECT count(*) FROM chunk c WHERE c.access_list_id = l.id)',
];
