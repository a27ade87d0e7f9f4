import type { Database } from '@groundwork/postgres';

/** What the tables of ingestion and search take with their indexes, and the Chunks in them. */
export async function measureBytes(database: Database): Promise<{ bytes: number; chunks: number }> {
  await database.pool.query('VACUUM (ANALYZE)');
  const { rows } = await database.pool.query<{ bytes: number; chunks: number }>(
    `SELECT (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = 'public' AND c.relkind = 'r')::float8 AS bytes,
            (SELECT count(*) FROM chunk)::integer AS chunks`,
  );
  return rows[0]!;
}
