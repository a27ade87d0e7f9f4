import { ApiKeyId, GroupId, newId, type Principal, type Scope, TenantId, UserId } from '@groundwork/kernel';
import { describeIdempotencyStore } from '@groundwork/testing';
import { openWorld, type Org, type World } from './world.ts';

let world: World;
let org: Org;
let south: Org;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  await world.reset();
  org = await world.addOrg('North');
  south = await world.addOrg('South');
});
afterAll(() => world?.close());

describeIdempotencyStore('the database', async (tenants) => {
  for (const id of tenants) await world.stores.tenants.create({ id, name: 'T', createdAt: new Date() });
  return world.stores.idempotency;
});

test('keyed requests are free again when nobody finished them for long, and forgotten after a day', async () => {
  const { idempotency } = world.stores;
  const age = (interval: string) =>
    world.database.work(org.tenantId, (tx) =>
      tx.query('UPDATE idempotency_key SET started_at = started_at - $1::interval', [interval]),
    );
  await idempotency.begin(org.ben, 'a', 'one');
  await age('4 minutes');
  expect(await idempotency.begin(org.ben, 'a', 'one')).toBe('in-progress');
  await age('2 minutes');
  expect(await idempotency.begin(org.ben, 'a', 'two')).toBe('new');
  await idempotency.complete(org.ben, 'a', { status: 200, body: {} });
  await age('23 hours');
  expect(await idempotency.begin(org.ben, 'a', 'two')).toEqual({ status: 200, body: {} });
  await age('2 hours');
  expect(await idempotency.begin(org.ben, 'a', 'three')).toBe('new');
});

test('Tenants are created once and listed for the operator', async () => {
  const tenant = { id: newId(TenantId), name: 'East', createdAt: new Date('2026-01-01T00:00:00.123Z') };
  await world.stores.tenants.create(tenant);
  await world.stores.tenants.create({ ...tenant, name: 'Other' });
  expect(await world.stores.tenants.find(tenant.id)).toEqual(tenant);
  const names = (await world.stores.tenants.list()).map(({ name }) => name);
  expect(names.sort()).toEqual(['East', 'North', 'South']);
});

test('users and groups belong to their Tenant, and memberships have a past', async () => {
  const { members } = world.stores;
  const [hr, it] = [newId(GroupId), newId(GroupId)];
  await members.saveGroup(org.boss, { id: hr, name: 'HR' });
  await members.saveGroup(org.boss, { id: it, name: 'Eye tee' });
  await members.saveGroup(org.boss, { id: it, name: 'IT' });
  const user = { id: newId(UserId), email: 'a@north.test', name: 'Ada', groups: [hr] };
  await members.saveUser(org.boss, user);
  expect(await members.listUsers(org.boss)).toEqual([user]);
  expect((await members.listGroups(org.boss)).map(({ name }) => name).sort()).toEqual(['HR', 'IT']);
  await members.setGroups(org.boss, user.id, [it]);
  await members.setGroups(org.boss, user.id, [it]);
  expect(await members.listUsers(org.boss)).toEqual([{ ...user, groups: [it] }]);
  const past = await world.database.work(org.tenantId, (tx) =>
    tx.query('SELECT group_id, valid_to IS NULL AS current FROM group_member ORDER BY valid_from'),
  );
  expect(past).toEqual([
    { group_id: hr, current: false },
    { group_id: it, current: true },
  ]);
  expect(await members.listUsers(south.boss)).toEqual([]);
  await expect(members.setGroups(south.boss, user.id, [])).rejects.toMatchObject({ code: 'user.not-found' });
  await expect(members.setGroups(org.boss, user.id, [newId(GroupId)])).rejects.toMatchObject({
    code: 'group.not-found',
  });
});

test('a key is found by its hash alone, and managed by its Tenant alone', async () => {
  const { keys, members } = world.stores;
  const key = {
    id: newId(ApiKeyId),
    tenantId: org.tenantId,
    name: 'CI',
    prefix: 'gw_abc',
    secretHash: 'f'.repeat(64),
    scopes: ['search', 'ingest'] as Scope[],
    userId: newId(UserId),
    grants: ['everyone'] as Principal['grants'],
    createdAt: new Date('2026-01-01T00:00:00.000Z'),
    expiresAt: new Date('2027-01-01T00:00:00.000Z'),
  };
  await keys.save(key);
  expect(await keys.findByHash(key.secretHash)).toEqual({ key, groups: [] });
  const team = newId(GroupId);
  await members.saveGroup(org.boss, { id: team, name: 'Builders' });
  await members.saveUser(org.boss, { id: key.userId, email: 'ci@north.test', name: 'CI', groups: [team] });
  expect(await keys.findByHash(key.secretHash)).toEqual({ key, groups: [team] });
  await members.setGroups(org.boss, key.userId, []);
  expect(await keys.findByHash('0'.repeat(64))).toBeUndefined();
  expect(await keys.list(org.boss)).toEqual([key]);
  expect(await keys.list(south.boss)).toEqual([]);
  const at = new Date('2026-06-01T00:00:00.000Z');
  expect(await keys.revoke(south.boss, key.id, at)).toBe(false);
  expect(await keys.revoke(org.boss, key.id, at)).toBe(true);
  expect(await keys.revoke(org.boss, key.id, new Date())).toBe(true);
  expect(await keys.findByHash(key.secretHash)).toEqual({ key: { ...key, revokedAt: at }, groups: [] });
});

test('the audit log lists newest first, to those with the scope audit, of their Tenant', async () => {
  const { audit } = world.stores;
  const event = (minute: number) => ({
    tenantId: org.tenantId,
    at: new Date(Date.UTC(2026, 0, 1, 0, minute)),
    actor: 'user:boss',
    action: 'document.deleted',
    subject: `document ${minute}`,
    details: { mode: 'delete', nested: [1, null] },
  });
  for (const minute of [1, 2, 3]) await audit.record(event(minute));
  await audit.record({ ...event(9), tenantId: south.tenantId });
  expect(await audit.list(org.auditor, { limit: 2 })).toEqual([event(3), event(2)]);
  expect(await audit.list(org.boss, { limit: 5, before: event(2).at })).toEqual([event(1)]);
  expect(await audit.list(org.ben, { limit: 5 })).toEqual([]);
});
