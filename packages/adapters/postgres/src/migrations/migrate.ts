import { OperationalError, sha256 } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';
import type { SqlClient } from '../database/sql-pool.ts';
import { type Migration, migrations } from './migrations.ts';

/** "GRWK": processes that start together migrate one after the other. */
const lockKey = 0x4752574b;

/**
 * Brings the database to the newest schema, each migration in a transaction of its own. Throws
 * `OperationalError('database.migration')` where one fails, was edited, or is unknown to this version.
 */
export async function migrate(database: Database, all: readonly Migration[] = migrations): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
      name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    for (const migration of all) await apply(client, migration);
    await refuseUnknown(client, all);
  } catch (error) {
    if (error instanceof OperationalError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new OperationalError('database.migration', `The schema cannot be brought up to date: ${message}`, {
      cause: error,
    });
  } finally {
    client.release();
  }
}

async function apply(client: SqlClient, migration: Migration): Promise<void> {
  const checksum = sha256(migration.sql);
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    const { rows } = await client.query('SELECT checksum FROM schema_migration WHERE name = $1', [
      migration.name,
    ]);
    if (rows[0] && rows[0]['checksum'] !== checksum) {
      throw new OperationalError('database.migration', `Migration ${migration.name} was edited after it ran`);
    }
    if (!rows[0]) {
      await client.query(migration.sql);
      await client.query('INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)', [
        migration.name,
        checksum,
      ]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function refuseUnknown(client: SqlClient, all: readonly Migration[]): Promise<void> {
  const { rows } = await client.query('SELECT name FROM schema_migration WHERE name <> ALL ($1) LIMIT 1', [
    all.map((migration) => migration.name),
  ]);
  if (rows[0]) {
    throw new OperationalError(
      'database.migration',
      `The database has migration ${String(rows[0]['name'])}, which this version does not know`,
    );
  }
}
