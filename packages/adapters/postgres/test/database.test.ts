import { newId, OperationalError, type Principal, TenantId } from '@groundwork/kernel';
import type { Database, SqlClient } from '@groundwork/postgres';
import { openTestDatabase, type TestDatabase } from '@groundwork/postgres/testing';

const principal: Principal = {
  tenantId: newId(TenantId),
  kind: 'user',
  id: 'ada',
  grants: ['user:ada', 'everyone'],
  scopes: ['search', 'answer'],
};

let opened: TestDatabase;
let database: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  database = opened.database;
  await database.pool.query('CREATE TABLE note (text text)');
  await database.pool.query('GRANT SELECT, INSERT ON note TO groundwork_app');
});
beforeEach(() => database.pool.query('TRUNCATE note'));
afterAll(() => opened?.close());

const notes = async () =>
  (await database.pool.query('SELECT text FROM note ORDER BY text')).rows.map((r) => r['text']);
const roleOf = async (client: Pick<SqlClient, 'query'>) =>
  (
    await client.query('SELECT current_user::text AS role, current_setting($1, true) AS tenant', [
      'groundwork.tenant_id',
    ])
  ).rows[0];

test('statements of others never run inside a transaction', async () => {
  const one = await database.pool.connect();
  await one.query('BEGIN');
  await one.query(`INSERT INTO note VALUES ('rolled back')`);
  const outside = database.pool.query(`INSERT INTO note VALUES ('kept')`);
  const second = await database.pool.connect();
  const other = second.query('BEGIN').then(async () => {
    await second.query(`INSERT INTO note VALUES ('kept too')`);
    await second.query('COMMIT');
    second.release();
  });
  await one.query('ROLLBACK');
  one.release();
  await Promise.all([outside, other]);
  expect(await notes()).toEqual(['kept', 'kept too']);
});

test('a client released inside a transaction leaves nothing of it behind', async () => {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  await client.query('SET LOCAL ROLE groundwork_app');
  await client.query(`INSERT INTO note VALUES ('half')`);
  client.release(true);
  const owner = await roleOf(database.pool);
  expect(owner?.['role']).not.toContain('groundwork_app');
  expect(await notes()).toEqual([]);
});

test('a statement that fails outside a transaction holds nobody up', async () => {
  const client = await database.pool.connect();
  await expect(client.query('SELECT 1/0')).rejects.toMatchObject({ code: '22012' });
  await expect(database.pool.query('SELECT nothing FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
  await expect(database.pool.query('BEGIN; SELECT 1/0')).rejects.toMatchObject({ code: '22012' });
  expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  client.release();
});

test('statements of one client keep their order without being awaited one by one', async () => {
  const client = await database.pool.connect();
  await Promise.all([
    client.query('BEGIN'),
    client.query(`INSERT INTO note VALUES ('first')`),
    client.query(`UPDATE note SET text = text || ', then second'`),
    client.query('COMMIT'),
  ]);
  client.release();
  expect(await notes()).toEqual(['first, then second']);
});

test('notifications arrive beside transactions, at those who listen, after the commit', async () => {
  const [listener, deaf, sender] = await Promise.all([1, 2, 3].map(() => database.pool.connect()));
  const heard: string[] = [];
  listener!.on('notification', ({ channel, payload }) => heard.push(`${channel}:${payload}`));
  deaf!.on('notification', () => heard.push('deaf'));
  await listener!.query('LISTEN news');
  await listener!.query('LISTEN "Odd Name"');
  await sender!.query('BEGIN');
  await sender!.query(`NOTIFY news, 'committed'`);
  await sender!.query(`INSERT INTO note VALUES ('with it')`);
  expect(heard).toEqual([]);
  await sender!.query('COMMIT');
  await database.pool.query(`SELECT pg_notify('Odd Name', 'direct')`);
  await until(() => heard.length >= 2);
  expect(heard).toEqual(['news:committed', 'Odd Name:direct']);
  await listener!.query('UNLISTEN news');
  await database.pool.query(`NOTIFY news, 'unheard'`);
  await database.pool.query(`SELECT pg_notify('Odd Name', 'last')`);
  await until(() => heard.length >= 3);
  expect(heard.at(-1)).toBe('Odd Name:last');
  for (const client of [listener, deaf, sender]) client!.release();
});

test('roles and tenants of transactions never leak into others running at the same time', async () => {
  const seen = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const tenantId = newId(TenantId);
      const reader = { ...principal, tenantId };
      const run = [
        () => database.read(reader, roleIn),
        () => database.write(reader, roleIn),
        () => database.work(tenantId, roleIn),
        () => database.audit(reader, roleIn),
        () => database.operate(roleIn),
        () => roleOf(database.pool),
      ][index % 6]!;
      return { index, tenantId, found: await run() };
    }),
  );
  const roles = [
    'groundwork_app',
    'groundwork_app',
    'groundwork_worker',
    'groundwork_auditor',
    'groundwork_system',
  ];
  for (const { index, tenantId, found } of seen) {
    if (index % 6 < 5) expect(found?.['role']).toBe(roles[index % 6]);
    else expect(String(found?.['role'])).not.toMatch(/app|worker|auditor|system/);
    expect(found?.['tenant'] || undefined).toBe(index % 6 < 4 ? tenantId : undefined);
  }
});

test('grants arrive whole, whatever characters they are made of', async () => {
  const grants = ['everyone', `user:o'brien`, 'group:a,"b"\\c', 'user:{x}'] as const;
  const rows = await database.read({ ...principal, grants }, (tx) =>
    tx.query('SELECT current_grants() AS grants'),
  );
  expect(rows[0]?.['grants']).toEqual([...grants].sort());
});

test('readers cannot write, and nobody but the worker role reaches tables it was not given', async () => {
  await expect(database.read(principal, (tx) => tx.query('DELETE FROM answer'))).rejects.toThrow();
  await expect(database.write(principal, (tx) => tx.query('DELETE FROM chunk'))).rejects.toMatchObject({
    code: '42501',
  });
  await expect(database.write(principal, (tx) => tx.query('SELECT * FROM api_key'))).rejects.toMatchObject({
    code: '42501',
  });
  await expect(database.operate((tx) => tx.query('SELECT title FROM document'))).rejects.toMatchObject({
    code: '42501',
  });
});

test('an error that work swallows does not pass for a commit', async () => {
  const swallowing = database.own(async (tx) => {
    await tx.query(`INSERT INTO note VALUES ('lost')`);
    await tx.query('SELECT 1/0').catch(() => {});
  });
  await expect(swallowing).rejects.toThrow('not passed on');
  expect(await notes()).toEqual([]);
});

test('using the database inside its own transaction is refused instead of waiting for itself', async () => {
  await expect(database.own(() => database.own(async () => 1))).rejects.toThrow('use its handle');
});

test('work that lost a race is run again', async () => {
  let runs = 0;
  await database.own(async (tx) => {
    await tx.query(`INSERT INTO note VALUES ('once')`);
    runs += 1;
    if (runs === 1) await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$`);
  });
  expect(runs).toBe(2);
  expect(await notes()).toEqual(['once']);
});

test('a conflict that does not end is an operational error', async () => {
  const losing = database.own((tx) =>
    tx.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`),
  );
  await expect(losing).rejects.toThrow(OperationalError);
});

function roleIn(tx: { query: (text: string, values: unknown[]) => Promise<Record<string, unknown>[]> }) {
  return tx
    .query('SELECT current_user::text AS role, current_setting($1, true) AS tenant', ['groundwork.tenant_id'])
    .then((rows) => rows[0]);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
