import { newId, OperationalError, TenantId } from '@groundwork/kernel';
import { migrate } from '../src/migrations/migrate.ts';
import { migrations } from '../src/migrations/migrations.ts';
import { openWorld, type World } from './world.ts';

/** Tables that belong to no Tenant. Whoever adds one says so here. */
const globalTables = ['schema_migration'];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const rows = async (sql: string, values: unknown[] = []) =>
  (await world.database.pool.query(sql, values)).rows;

test('every table belongs to a Tenant, first in its key, under forced row-level security', async () => {
  const tables = await rows(
    `
    SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
           (SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
             WHERE i.indrelid = c.oid AND i.indisprimary) AS first_key
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> ALL ($1) ORDER BY 1`,
    [globalTables],
  );
  expect(tables.length).toBeGreaterThan(25);
  const faults = tables.filter(
    (table) => !table['enabled'] || !table['forced'] || table['first_key'] !== 'tenant_id',
  );
  expect(faults).toEqual([]);
});

test('every policy compares the Tenant, but for the few by which the system finds one', async () => {
  const policies = await rows(`
    SELECT tablename || '.' || policyname AS name, roles::text[] AS roles, coalesce(qual, with_check) AS condition
      FROM pg_policies WHERE schemaname = 'public'`);
  const open = policies.filter((policy) => !String(policy['condition']).includes('current_tenant()'));
  expect(open.map((policy) => policy['name']).sort()).toEqual([
    'api_key.system',
    'chunk.history',
    'contract.system',
    'document.system',
    'group_member.system',
    'index_state.system',
    'tenant.system',
    'web_source.system',
  ]);
  expect(policies.filter((policy) => (policy['roles'] as string[]).includes('public'))).toEqual([]);
});

test('readers may write only what is theirs, and nobody may rewrite what is append-only', async () => {
  const grants = await rows(`
    SELECT table_name || ' ' || string_agg(privilege_type, ',' ORDER BY privilege_type) AS grant
      FROM information_schema.table_privileges
     WHERE grantee = 'groundwork_app' AND privilege_type <> 'SELECT' GROUP BY table_name ORDER BY 1`);
  expect(grants.map((row) => row['grant'])).toEqual([
    'answer INSERT',
    'answer_citation INSERT',
    'answer_feedback INSERT',
    'answer_rejection INSERT',
    'answer_sentence INSERT',
    'conversation INSERT',
    'cost_entry INSERT',
    'escalation INSERT',
    'idempotency_key DELETE,INSERT,UPDATE',
    'kpi_event INSERT',
    'message INSERT',
  ]);
  const rewritable = await rows(`
    SELECT DISTINCT table_name FROM information_schema.table_privileges
     WHERE grantee LIKE 'groundwork\\_%' AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
       AND table_name IN ('audit_event', 'cost_entry', 'kpi_event')`);
  expect(rewritable).toEqual([]);
});

test('no role of the application owns a table or may log in', async () => {
  expect(
    await rows(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'groundwork\\_%' AND
                     (rolcanlogin OR rolsuper OR rolbypassrls OR rolname IN (SELECT tableowner FROM pg_tables))`),
  ).toEqual([]);
});

test('the migrated schema is the one on record', async () => {
  const columns = await rows(`
    SELECT c.relname AS table, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END AS column
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`);
  const indexes = await rows(
    `SELECT tablename AS table, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 2`,
  );
  const schema: Record<string, string[]> = {};
  for (const row of columns) (schema[String(row['table'])] ??= []).push(String(row['column']));
  for (const row of indexes) schema[String(row['table'])]?.push(String(row['indexdef']));
  expect(schema).toMatchSnapshot();
});

test('migrating again changes nothing', async () => {
  const before = await rows('SELECT * FROM schema_migration ORDER BY name');
  await migrate(world.database);
  expect(await rows('SELECT * FROM schema_migration ORDER BY name')).toEqual(before);
  expect(before).toHaveLength(migrations.length);
});

test('a migration edited after it ran, or unknown to this version, stops the start', async () => {
  const edited = migrations.map((migration, index) =>
    index === 0 ? { ...migration, sql: 'SELECT 1' } : migration,
  );
  await expect(migrate(world.database, edited)).rejects.toThrow('0001-access was edited');
  await expect(migrate(world.database, migrations.slice(0, -1))).rejects.toThrow(migrations.at(-1)!.name);
});

test('a migration that fails leaves nothing of itself behind', async () => {
  const broken = [...migrations, { name: '9999-broken', sql: 'CREATE TABLE half (id int); SELECT 1/0' }];
  await expect(migrate(world.database, broken)).rejects.toThrow(OperationalError);
  expect(await rows(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
});

test('erasing a Tenant leaves no row of it in any table', async () => {
  const org = await world.addOrg('Gone');
  const tables = await rows(`SELECT table_name AS name FROM information_schema.columns
                              WHERE table_schema = 'public' AND column_name = 'tenant_id'`);
  await world.stores.audit.record({
    tenantId: org.tenantId,
    at: new Date(),
    actor: 'user:boss',
    action: 'tenant.tested',
    subject: 'x',
    details: {},
  });
  await world.stores.tenants.erase(org.tenantId);
  const left: string[] = [];
  for (const { name } of tables) {
    const count = await world.database.work(org.tenantId, (tx) =>
      tx.query(`SELECT 1 FROM ${String(name)} LIMIT 1`),
    );
    if (count.length > 0) left.push(String(name));
  }
  expect(left).toEqual([]);
  expect(await world.stores.tenants.find(org.tenantId)).toBeUndefined();
  expect(await world.stores.tenants.find(newId(TenantId))).toBeUndefined();
});
