import { cp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@groundwork/kernel';
import pg from 'pg';
import { migrate } from '../migrations/migrate.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import { Database } from './database.ts';
import { toGroundworkError } from './database-error.ts';
import { EmbeddedPool } from './embedded-pool.ts';
import { sendTogether } from './send-together.ts';

export interface DatabaseOptions {
  /** `pglite:<directory>`, `pglite:memory` or `postgres://…`. */
  readonly url: string;
  /** Connections of a native database. A queue worker that listens keeps one. */
  readonly maxConnections?: number;
  /** Longest run of one statement, native only: the embedded database cannot be interrupted. */
  readonly statementTimeoutMs?: number;
  /** A migrated data directory to start from where the embedded one is new; saves the seconds of initdb. */
  readonly templateDirectory?: string;
}

/**
 * Opens and migrates the database. Throws `UserError('config.invalid')` for an address it does not understand and
 * `OperationalError` (`database.unavailable`, `database.migration`) where it cannot serve.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = await connect(options);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close().catch(() => {});
    throw error;
  }
}

function connect(options: DatabaseOptions): Promise<Database> {
  const { url } = options;
  if (/^postgres(ql)?:\/\//.test(url)) return connectNative(options);
  if (url.startsWith('pglite:') && url.length > 'pglite:'.length) {
    return openEmbedded(url.slice('pglite:'.length), options);
  }
  throw new UserError('config.invalid', `The database address "${url}" is neither pglite:… nor postgres://…`);
}

/** Statements are sent as they are asked for, in order; the driver's types do not know it yet. */
const pipelined: object = { pipeline: true };

async function connectNative(options: DatabaseOptions): Promise<Database> {
  const pool = new pg.Pool({
    ...pipelined,
    connectionString: options.url,
    max: options.maxConnections ?? 12,
    connectionTimeoutMillis: 10_000,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'groundwork',
    keepAlive: true,
  });
  // An idle connection that drops is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', sendTogether);
  await pool.query('SELECT 1').catch(async (error: unknown) => {
    await pool.end();
    throw toGroundworkError(error);
  });
  return new Database(pool, 'native');
}

/** `groundwork.lock` and `postgres/` lie in the directory; whatever else is there is left alone. */
async function openEmbedded(directory: string, options: DatabaseOptions): Promise<Database> {
  if (directory === 'memory') return new Database(await EmbeddedPool.open(), 'embedded');
  const unlock = await lockDataDirectory(directory);
  try {
    const dataDir = join(directory, 'postgres');
    const isNew = (await stat(dataDir).catch(() => undefined)) === undefined;
    if (isNew && options.templateDirectory) {
      // Renamed when complete: a copy cut short must not pass for a database.
      await rm(`${dataDir}.copy`, { recursive: true, force: true });
      await cp(join(options.templateDirectory, 'postgres'), `${dataDir}.copy`, { recursive: true });
      await rename(`${dataDir}.copy`, dataDir);
    }
    return new Database(await EmbeddedPool.open(dataDir), 'embedded', unlock);
  } catch (error) {
    await unlock();
    throw toGroundworkError(error);
  }
}
