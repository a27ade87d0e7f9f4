import type { EmbeddingSpaceId, TenantId } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';

interface SpaceSize {
  readonly id: EmbeddingSpaceId;
  readonly dimensions: number;
}

const anyPrefix = 'embedding_hnsw_';
/** Half precision: half the size, and as good once the nearest are ranked by the whole. */
const prefix = `${anyPrefix}half_`;

/** pgvector indexes no wider half vectors; such spaces are scanned. */
const mostDimensions = 4_000;

export function vectorIndexName(id: EmbeddingSpaceId): string {
  return prefix + id.replaceAll('-', '');
}

/**
 * Gives each large EmbeddingSpace, also one still being built, an HNSW index of its own, and drops those of spaces that are gone. Below
 * `minimumRows` vectors the exact scan takes milliseconds, finds everything and costs nothing to keep.
 */
export async function maintainVectorIndexes(database: Database, minimumRows: number): Promise<void> {
  const wanted = new Map<string, SpaceSize>();
  const tenants = await database.operate((tx) =>
    tx.query<{ id: TenantId }>('SELECT tenant_id AS id FROM tenant'),
  );
  for (const tenant of tenants) {
    for (const space of await largeSpaces(database, tenant.id, minimumRows)) {
      wanted.set(vectorIndexName(space.id), space);
    }
  }
  const { rows } = await database.pool.query<{ name: string; valid: boolean }>(
    `SELECT c.relname AS name, i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = 'embedding'::regclass AND c.relname LIKE $1`,
    [`${anyPrefix.replaceAll('_', '\\_')}%`],
  );
  for (const { name, valid } of rows) {
    // Invalid: the process died while building it.
    if (wanted.has(name) && valid) wanted.delete(name);
    else await database.pool.query(`DROP INDEX IF EXISTS ${name}`);
  }
  for (const [name, space] of wanted) await build(database, name, space);
}

function largeSpaces(database: Database, tenantId: TenantId, minimumRows: number): Promise<SpaceSize[]> {
  return database.work(tenantId, (tx) =>
    tx.query<{ id: EmbeddingSpaceId; dimensions: number }>(
      `SELECT s.id, s.dimensions FROM embedding_space s
        WHERE s.dimensions <= $2 AND (SELECT count(*) FROM embedding e
               WHERE e.tenant_id = s.tenant_id AND e.space_id = s.id) >= $1`,
      [minimumRows, mostDimensions],
    ),
  );
}

/** Concurrently: ingestion and searches go on meanwhile, however long it takes. */
async function build(database: Database, name: string, { id, dimensions }: SpaceSize): Promise<void> {
  const client = await database.pool.connect();
  try {
    // Built in memory where it fits, many times as fast as on disk: 256 MB hold 150,000 vectors of 384 numbers.
    await client.query(`SET statement_timeout = 0; SET maintenance_work_mem = '256MB'`);
    await client.query(
      `CREATE INDEX CONCURRENTLY ${name} ON embedding
        USING hnsw ((values::halfvec(${dimensions})) halfvec_cosine_ops) WHERE space_id = '${id}'`,
    );
  } finally {
    await client.query('RESET statement_timeout; RESET maintenance_work_mem').catch(() => {});
    client.release();
  }
}
