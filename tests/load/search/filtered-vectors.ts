import type { Database, SqlClient } from '@groundwork/postgres';

/**
 * Vectors as pgvector's manual shows them, with a column to filter by: an HNSW index, an index on the column, and
 * iterative scans that keep `breadth` candidates. No tenant, no row-level security, no text.
 */
export class FilteredVectors {
  private constructor(private readonly client: SqlClient) {}

  static async open(
    database: Database,
    { tenantId, dimensions, breadth }: { tenantId: string; dimensions: number; breadth: number },
  ): Promise<FilteredVectors> {
    const client = await connect(database, dimensions);
    await client.query(`SET hnsw.ef_search = ${breadth};
      SELECT set_config('groundwork.tenant_id', '${tenantId}', false);
      INSERT INTO bare SELECT chunk_id, access_list_id, values FROM embedding WHERE tenant_id = '${tenantId}'`);
    await client.query('CREATE INDEX bare_hnsw ON bare USING hnsw (embedding vector_cosine_ops)');
    await client.query('CREATE INDEX ON bare (list); ANALYZE bare');
    return new FilteredVectors(client);
  }

  /** The vectors alone, in one list and without an index. */
  static async of(database: Database, vectors: readonly Float32Array[]): Promise<FilteredVectors> {
    const client = await connect(database, vectors[0]!.length);
    for (let start = 0; start < vectors.length; start += rowsInStatement) {
      const batch = vectors.slice(start, start + rowsInStatement);
      await client.query(
        `INSERT INTO bare VALUES ${batch.map((_, index) => `(${start + index}, 1, $${index + 1})`).join(', ')}`,
        batch.map((vector) => `[${vector.join(',')}]`),
      );
    }
    await client.query('VACUUM ANALYZE bare');
    return new FilteredVectors(client);
  }

  /** The nearest ten in the lists; the whole table where none are named. */
  async nearest(vector: Float32Array, lists?: readonly number[]): Promise<string[]> {
    const { rows } = await this.client.query<{ id: string }>(
      `SELECT id FROM bare ${lists ? `WHERE list IN (${lists.join(', ')})` : ''} ORDER BY embedding <=> $1 LIMIT 10`,
      [`[${vector.join(',')}]`],
    );
    return rows.map(({ id }) => id);
  }

  /** The same without the index: what recall is measured by. */
  async exact(vector: Float32Array, lists?: readonly number[]): Promise<string[]> {
    await this.client.query('SET enable_indexscan = off');
    const ids = await this.nearest(vector, lists);
    await this.client.query('SET enable_indexscan = on');
    return ids;
  }

  async run(statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await this.client.query(statement, values)).rows;
  }

  close(): void {
    this.client.release(true);
  }
}

const rowsInStatement = 500;

async function connect(database: Database, dimensions: number): Promise<SqlClient> {
  const client = await database.pool.connect();
  await client.query(`SET statement_timeout = 0; SET maintenance_work_mem = '512MB'; SET jit = off;
    SET hnsw.iterative_scan = strict_order;
    DROP TABLE IF EXISTS bare;
    CREATE TABLE bare (id bigint PRIMARY KEY, list integer NOT NULL, embedding vector(${dimensions}) NOT NULL)`);
  return client;
}

/** Share of what should have been found that was. */
export function recall(found: readonly (readonly string[])[], truth: readonly (readonly string[])[]): number {
  const hits = truth.map((ids, index) => ids.filter((id) => found[index]?.includes(id)).length);
  return hits.reduce((sum, count) => sum + count, 0) / truth.flat().length;
}
