import { newId, systemPrincipal, TenantId } from '@groundwork/kernel';
import { MemoryIdempotencyStore } from '@groundwork/testing';
import { RunOnce } from '../src/index.ts';

const principal = systemPrincipal(newId(TenantId), 'test');
const request = { key: 'k', hash: 'h' };

test('the first result is replayed and the work not done again', async () => {
  const once = new RunOnce({ idempotency: new MemoryIdempotencyStore() });
  let done = 0;
  const work = async () => ({ status: 201, body: { done: ++done } });
  expect(await once.run(principal, request, work)).toEqual({
    status: 201,
    body: { done: 1 },
    replayed: false,
  });
  expect(await once.run(principal, request, work)).toEqual({
    status: 201,
    body: { done: 1 },
    replayed: true,
  });
});

test('another request under the same key is refused', async () => {
  const once = new RunOnce({ idempotency: new MemoryIdempotencyStore() });
  await once.run(principal, request, async () => ({ status: 200, body: null }));
  const other = once.run(principal, { key: 'k', hash: 'other' }, async () => ({ status: 200, body: null }));
  await expect(other).rejects.toMatchObject({ code: 'idempotency.mismatch' });
});

test('while the first runs, its repeat is refused', async () => {
  const once = new RunOnce({ idempotency: new MemoryIdempotencyStore() });
  let finish = () => {};
  const first = once.run(principal, request, async () => {
    await new Promise<void>((resolve) => (finish = resolve));
    return { status: 200, body: 'first' };
  });
  await expect(
    once.run(principal, request, async () => ({ status: 200, body: 'second' })),
  ).rejects.toMatchObject({
    code: 'idempotency.in-progress',
  });
  finish();
  expect(await first).toMatchObject({ body: 'first', replayed: false });
});

test('a failure is not kept, so the request may be sent again', async () => {
  const once = new RunOnce({ idempotency: new MemoryIdempotencyStore() });
  await expect(once.run(principal, request, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await once.run(principal, request, async () => ({ status: 200, body: 1 }))).toMatchObject({
    body: 1,
  });
});

test('keys of two principals do not meet', async () => {
  const once = new RunOnce({ idempotency: new MemoryIdempotencyStore() });
  await once.run(principal, request, async () => ({ status: 200, body: 'mine' }));
  const other = systemPrincipal(newId(TenantId), 'test');
  expect(await once.run(other, request, async () => ({ status: 200, body: 'theirs' }))).toMatchObject({
    body: 'theirs',
  });
});
