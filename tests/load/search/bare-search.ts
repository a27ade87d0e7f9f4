import type { Database } from '@groundwork/postgres';
import type { SyntheticChunk, SyntheticQuery } from './synthetic-corpus.ts';

/**
 * The same vectors in a table as pgvector's manual shows it: no tenant, no access, no text, ten rows by distance.
 * Exact until `approximate()` gives it the HNSW index of the manual.
 */
export async function openBareSearch(
  database: Database,
  chunks: readonly SyntheticChunk[],
  dimensions: number,
) {
  const { pool } = database;
  await pool.query(`CREATE TABLE bare (id bigint PRIMARY KEY, embedding vector(${dimensions}) NOT NULL)`);
  for (let start = 0; start < chunks.length; start += 500) {
    const batch = chunks.slice(start, start + 500);
    const rows = batch.map((_, index) => `(${start + index}, $${index + 1})`).join(', ');
    await pool.query(
      `INSERT INTO bare VALUES ${rows}`,
      batch.map(({ vector }) => literal(vector)),
    );
  }
  await pool.query('ANALYZE bare');
  return {
    search: ({ vector }: SyntheticQuery) =>
      pool.query('SELECT id FROM bare ORDER BY embedding <=> $1 LIMIT 10', [literal(vector)]),
    approximate: () => pool.query('CREATE INDEX ON bare USING hnsw (embedding vector_cosine_ops)'),
  };
}

const literal = (vector: Float32Array) => `[${vector.join(',')}]`;
