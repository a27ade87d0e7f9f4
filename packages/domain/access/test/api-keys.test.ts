import { GroupId, newId, type Principal, systemPrincipal, TenantId, UserId } from '@groundwork/kernel';
import { MemoryApiKeyStore, MemoryAuditLog, MemoryMemberStore, MemoryTenantStore } from '@groundwork/testing';
import {
  AuthenticateApiKey,
  CreateTenant,
  IssueApiKey,
  ListApiKeys,
  RevokeApiKey,
  RotateApiKey,
  SaveGroup,
  SaveUser,
} from '../src/index.ts';

function setUp() {
  let now = new Date('2026-03-01T00:00:00Z');
  const clock = { now: () => now };
  const members = new MemoryMemberStore();
  const keys = new MemoryApiKeyStore(members);
  const audit = new MemoryAuditLog();
  const issue = new IssueApiKey({ keys, members, audit, clock });
  const list = new ListApiKeys({ keys });
  const revoke = new RevokeApiKey({ keys, audit, clock });
  return {
    audit,
    issue,
    list,
    revoke,
    rotate: new RotateApiKey({ list, issue, revoke, clock }),
    authenticate: new AuthenticateApiKey({ keys, clock }),
    saveUser: new SaveUser({ members, audit, clock }),
    saveGroup: new SaveGroup({ members, audit, clock }),
    createTenant: new CreateTenant({ tenants: new MemoryTenantStore(), audit, clock }),
    admin: systemPrincipal(newId(TenantId), 'test'),
    wait: (ms: number) => (now = new Date(now.getTime() + ms)),
  };
}

const invalid = expect.objectContaining({ code: 'auth.invalid' });
const reader = { name: 'reader', scopes: ['search'] } as const;

test('a key stands for itself with the grants it was given', async () => {
  const { issue, authenticate, admin } = setUp();
  const { key, secret } = await issue.run(admin, { ...reader, grants: ['group:b', 'everyone', 'everyone'] });
  expect(await authenticate.run(secret)).toEqual({
    tenantId: admin.tenantId,
    kind: 'api-key',
    id: key.id,
    grants: ['everyone', 'group:b'],
    scopes: ['search'],
  });
});

test('what is stored does not hold the secret', async () => {
  const { issue, list, admin, audit } = setUp();
  const { secret } = await issue.run(admin, reader);
  expect(JSON.stringify([await list.run(admin), audit.events])).not.toContain(secret.slice(3));
});

test("a user's key has that user's grants as they are now, whatever it asked for", async () => {
  const { issue, authenticate, saveUser, saveGroup, admin } = setUp();
  const group = await saveGroup.run(admin, { name: 'Legal' });
  const user = await saveUser.run(admin, { email: 'a@example.com', name: 'Ada', groups: [group.id] });
  const { secret } = await issue.run(admin, { ...reader, userId: user.id, grants: ['group:secret'] });
  expect((await authenticate.run(secret)).grants).toEqual([
    'everyone',
    `group:${group.id}`,
    `user:${user.id}`,
  ]);
  await saveUser.run(admin, { ...user, groups: [] });
  expect(await authenticate.run(secret)).toMatchObject({
    kind: 'user',
    id: user.id,
    grants: ['everyone', `user:${user.id}`],
  });
});

test('an unknown, mistyped, expired or revoked key is refused, and always in the same words', async () => {
  const { issue, authenticate, revoke, admin, wait } = setUp();
  const expiring = await issue.run(admin, { ...reader, expiresAt: new Date('2026-03-01T00:01:00Z') });
  const revoked = await issue.run(admin, reader);
  await authenticate.run(expiring.secret);
  await revoke.run(admin, revoked.key.id);
  wait(60_000);
  const refused = [expiring.secret, revoked.secret, `gw_${'a'.repeat(43)}`, 'gw_', '', `${revoked.secret}x`];
  const errors = await Promise.all(
    refused.map((secret) => authenticate.run(secret).catch((error: Error) => error)),
  );
  expect(errors).toEqual(refused.map(() => invalid));
  expect(new Set(errors.map((error) => (error as Error).message)).size).toBe(1);
});

test('a rotated key works beside its successor until the overlap ends', async () => {
  const { issue, rotate, authenticate, admin, wait } = setUp();
  const old = await issue.run(admin, { ...reader, grants: ['group:a'] });
  const successor = await rotate.run(admin, old.key.id, 1_000);
  expect(await authenticate.run(successor.secret)).toMatchObject({ grants: ['group:a'], scopes: ['search'] });
  await authenticate.run(old.secret);
  wait(1_000);
  await expect(authenticate.run(old.secret)).rejects.toEqual(invalid);
  await expect(rotate.run(admin, old.key.id)).rejects.toMatchObject({ code: 'api-key.not-found' });
});

test('a key that is being replaced can still be ended at once', async () => {
  const { issue, rotate, revoke, authenticate, admin } = setUp();
  const old = await issue.run(admin, reader);
  await rotate.run(admin, old.key.id, 60_000);
  await revoke.run(admin, old.key.id);
  await expect(authenticate.run(old.secret)).rejects.toEqual(invalid);
});

test('only admins issue, list, rotate and revoke keys and change members', async () => {
  const { issue, list, rotate, revoke, saveUser, saveGroup, admin } = setUp();
  const { key } = await issue.run(admin, reader);
  const other: Principal = { ...admin, kind: 'api-key', scopes: ['search', 'answer', 'ingest', 'audit'] };
  const attempts = [
    issue.run(other, { name: 'mine', scopes: ['admin'] }),
    list.run(other),
    rotate.run(other, key.id),
    revoke.run(other, key.id),
    saveUser.run(other, { email: 'a@example.com', name: 'Ada', groups: [] }),
    saveGroup.run(other, { name: 'Board' }),
  ];
  for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'auth.forbidden' });
});

test("another tenant's keys, users and groups are not there", async () => {
  const { issue, revoke, rotate, saveUser, saveGroup, admin } = setUp();
  const { key } = await issue.run(admin, reader);
  const user = await saveUser.run(admin, { email: 'a@example.com', name: 'Ada', groups: [] });
  const group = await saveGroup.run(admin, { name: 'Legal' });
  const stranger = systemPrincipal(newId(TenantId), 'test');
  await expect(revoke.run(stranger, key.id)).rejects.toMatchObject({ code: 'api-key.not-found' });
  await expect(rotate.run(stranger, key.id)).rejects.toMatchObject({ code: 'api-key.not-found' });
  await expect(issue.run(stranger, { ...reader, userId: user.id })).rejects.toMatchObject({
    code: 'user.not-found',
  });
  await expect(saveUser.run(stranger, user)).rejects.toMatchObject({ code: 'user.not-found' });
  await expect(
    saveUser.run(stranger, { email: 'b@example.com', name: 'Bo', groups: [group.id] }),
  ).rejects.toMatchObject({ code: 'group.not-found' });
});

test('every change leaves an audit event that names actor and subject', async () => {
  const { issue, revoke, createTenant, saveGroup, admin, audit } = setUp();
  const tenant = await createTenant.run({ name: 'Acme' });
  expect(await createTenant.run({ name: 'Acme again', id: tenant.id })).toEqual(tenant);
  const { key } = await issue.run(admin, reader);
  await revoke.run(admin, key.id);
  const group = await saveGroup.run(admin, { name: 'Legal' });
  expect(audit.events.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
    ['system:operator', 'tenant.created', tenant.id],
    ['system:test', 'api-key.issued', key.id],
    ['system:test', 'api-key.revoked', key.id],
    ['system:test', 'group.saved', group.id],
  ]);
});

test('a user needs groups that exist', async () => {
  const { saveUser, admin } = setUp();
  const unknown = newId(GroupId);
  await expect(
    saveUser.run(admin, { email: 'a@example.com', name: 'Ada', groups: [unknown] }),
  ).rejects.toMatchObject({ code: 'group.not-found' });
  await expect(
    saveUser.run(admin, { id: newId(UserId), email: 'a@example.com', name: 'Ada', groups: [] }),
  ).rejects.toMatchObject({ code: 'user.not-found' });
});
