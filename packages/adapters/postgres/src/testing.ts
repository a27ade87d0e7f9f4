import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '@groundwork/kernel';
import pg from 'pg';
import type { Database } from './database/database.ts';
import { openDatabase } from './database/open-database.ts';
import { migrations } from './migrations/migrations.ts';

export interface TestDatabase {
  readonly database: Database;
  /** Opens the same data again once this one is closed by `database.close()`. */
  readonly url: string;
  /** Empty every table. */
  reset(): Promise<void>;
  /** Close and throw away. */
  close(): Promise<void>;
}

const cacheDirectory = fileURLToPath(new URL('../../../../node_modules/.cache/groundwork', import.meta.url));
const schemaHash = sha256(migrations.map(({ name, sql }) => `${name}\n${sql}`).join('\n')).slice(0, 12);

/** A database of its own that nobody has open yet: for tests of a whole runtime. */
export interface TestDatabaseAddress {
  readonly url: string;
  /** Throw it away, once whoever opened it has closed it. */
  drop(): Promise<void>;
}

/**
 * A migrated database of its own, empty, for one test file: native where `TEST_DATABASE_URL` is set (its user may
 * create databases), embedded otherwise. Both are copies of a template that is made once per schema.
 */
export async function createTestDatabase(
  serverUrl: string | undefined = process.env['TEST_DATABASE_URL'],
): Promise<TestDatabaseAddress> {
  return serverUrl ? createNative(serverUrl) : createEmbedded();
}

/** The same, opened. */
export async function openTestDatabase(
  serverUrl: string | undefined = process.env['TEST_DATABASE_URL'],
): Promise<TestDatabase> {
  const { url, drop } = await createTestDatabase(serverUrl);
  const database = await openDatabase({ url });
  return {
    database,
    url,
    reset: () => truncate(database),
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

async function createEmbedded(): Promise<TestDatabaseAddress> {
  const directory = await mkdtemp(join(tmpdir(), 'groundwork-test-'));
  await cp(await embeddedTemplate(), directory, { recursive: true });
  return { url: `pglite:${directory}`, drop: () => rm(directory, { recursive: true, force: true }) };
}

/** A migrated data directory to copy. Two processes may both make it: the first to finish gives it its name. */
export async function embeddedTemplate(): Promise<string> {
  const template = join(cacheDirectory, `pglite-${schemaHash}`);
  if (await stat(template).catch(() => undefined)) return template;
  await mkdir(cacheDirectory, { recursive: true });
  const draft = await mkdtemp(`${template}-`);
  await (await openDatabase({ url: `pglite:${draft}` })).close();
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
  return template;
}

async function createNative(serverUrl: string): Promise<TestDatabaseAddress> {
  const name = `groundwork_test_${randomBytes(8).toString('hex')}`;
  const template = `groundwork_template_${schemaHash}`;
  await asServerUser(serverUrl, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (!rowCount) {
      await client.query(`DROP DATABASE IF EXISTS ${template}_draft`);
      await client.query(`CREATE DATABASE ${template}_draft`);
      await (await openDatabase({ url: databaseUrl(serverUrl, `${template}_draft`) })).close();
      await client.query(`ALTER DATABASE ${template}_draft RENAME TO ${template}`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: databaseUrl(serverUrl, name),
    drop: () =>
      asServerUser(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

/** One after the other across processes: a database can only be copied while nobody else uses it. */
async function asServerUser(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext('groundwork-test'))`);
    await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function truncate(database: Database): Promise<void> {
  await database.own(async (tx) => {
    const tables = await tx.query<{ name: string }>(
      `SELECT format('%I', tablename) AS name FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'schema_migration'`,
    );
    await tx.query(`TRUNCATE ${tables.map((table) => table.name).join(', ')}`);
  });
}
