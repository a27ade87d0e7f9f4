import { OperationalError } from '@groundwork/kernel';
import { createPostgresBackend, DEFAULT_SCHEMA, runMigrations, type PgPool, type PgPoolClient } from 'bullmq';
import pg from 'pg';
import type { QueueBackend } from './queue-backend.ts';

/** What the queue needs of a pool: a native `pg.Pool` is one, and so is the embedded database's. */
export interface QueuePool {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** A session that can LISTEN: it emits `notification`, and takes part in no one else's transaction. */
  connect(): Promise<{ release(destroy?: boolean): void }>;
}

/** BullMQ's statements name these without a schema; each must be found in ours. */
const tables = ['job', 'job_log', 'job_dependency', 'meta', 'event', 'dedup', 'scheduler', 'rate_limit'];

/**
 * Jobs in the schema `bullmq` of the application's own database.
 *
 * BullMQ finds its functions by `search_path`. A native `pg.Pool` is therefore copied with that path, so that the
 * stores' connections keep theirs; the embedded database is one session, whose path is lengthened at its end.
 *
 * @param connections Workers that listen, each on a connection of its own.
 */
export async function openPostgresBackend(pool: QueuePool, connections: number): Promise<QueueBackend> {
  const native = pool instanceof pg.Pool;
  const own = native ? nativePool(pool, connections) : embeddedPool(pool);
  try {
    await migrate(own);
    if (!native) await lengthenSearchPath(own);
    await assertTablesFound(own);
  } catch (cause) {
    if (native) await own.end();
    if (cause instanceof OperationalError) throw cause;
    throw new OperationalError('queue.unavailable', 'The queue in the database cannot be opened.', { cause });
  }
  return {
    factory: (name, options, kind) => createPostgresBackend(name, { ...options, connection: own }, kind),
    exclusive: !native,
    idleSeconds: 60,
    ready: async () => {},
    close: async () => {
      if (native) await own.end();
    },
  };
}

/** Another pool to the same server: search path, room for the listeners, dropped connections noticed. */
function nativePool(pool: pg.Pool, connections: number): PgPool {
  const { password } = pool.options; // not enumerable, so the spread below leaves it out
  const copy = new pg.Pool({
    ...pool.options,
    ...(password === undefined ? {} : { password }),
    options: `${pool.options.options ?? ''} -c search_path=${DEFAULT_SCHEMA}`.trim(),
    application_name: 'groundwork-queue',
    max: connections + 4,
    keepAlive: true,
  });
  // Every queue and worker adds its own beside this one.
  copy.setMaxListeners(0);
  copy.on('error', () => {}); // an idle connection was dropped; the next query opens another
  return copy as PgPool; // BullMQ describes the part of a Pool that it uses with looser result types
}

/**
 * The embedded database as BullMQ sees it. Every queue and worker would add an error listener to the pool that it
 * is given and leave it there; this one has no errors of its own. `keepAlive` says that notifications cannot be lost.
 */
function embeddedPool(pool: QueuePool): PgPool {
  const view = {
    options: { keepAlive: true },
    query: (text: string, values?: unknown[]) => pool.query(text, values),
    connect: () => pool.connect() as Promise<PgPoolClient>,
    end: async () => {},
    on: () => view,
    removeAllListeners: () => view,
  };
  return view as PgPool; // as with the native pool
}

async function migrate(pool: PgPool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, DEFAULT_SCHEMA);
  } finally {
    client.release();
  }
}

async function lengthenSearchPath(pool: PgPool): Promise<void> {
  const { rows } = await pool.query<{ path: string }>(`SELECT current_setting('search_path') AS path`);
  const path = rows[0]?.path ?? 'public';
  if (path.split(/,\s*/).includes(DEFAULT_SCHEMA)) return;
  await pool.query(`SELECT set_config('search_path', $1, false)`, [`${path}, ${DEFAULT_SCHEMA}`]);
}

/** A table of the application with one of BullMQ's names would silently take its place. */
async function assertTablesFound(pool: PgPool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name
      WHERE to_regclass(name) IS DISTINCT FROM to_regclass($2 || '.' || name)`,
    [tables, DEFAULT_SCHEMA],
  );
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(', ');
  throw new OperationalError(
    'queue.unavailable',
    `Tables outside the schema ${DEFAULT_SCHEMA} hide: ${names}.`,
  );
}
