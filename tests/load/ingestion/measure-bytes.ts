import type { Database } from '@groundwork/postgres';

/** What the tables of ingestion and search take with their indexes. */
export async function measureBytes(database: Database): Promise<number> {
  await database.pool.query('VACUUM (ANALYZE)');
  const { rows } = await database.pool.query<{ bytes: number }>(
    `SELECT sum(pg_total_relation_size(c.oid))::float8 AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind = 'r'`,
  );
  return rows[0]!.bytes;
}
