import type { IdempotencyStore } from '@groundwork/access';
import { newId, type Principal, TenantId } from '@groundwork/kernel';

/** What every IdempotencyStore must do. `start` gives an empty one that knows the Tenant. */
export function describeIdempotencyStore(
  name: string,
  start: (tenants: readonly TenantId[]) => Promise<IdempotencyStore>,
): void {
  describe(`${name} as an IdempotencyStore`, () => {
    const [home, abroad] = [newId(TenantId), newId(TenantId)];
    const principal: Principal = {
      tenantId: home,
      kind: 'api-key',
      id: 'k1',
      grants: [],
      scopes: ['ingest'],
    };
    let store: IdempotencyStore;
    beforeEach(async () => {
      store = await start([home, abroad]);
    });

    test('replays the first result', async () => {
      expect(await store.begin(principal, 'a', 'hash')).toBe('new');
      expect(await store.begin(principal, 'a', 'hash')).toBe('in-progress');
      await store.complete(principal, 'a', { status: 202, body: { b: 1, a: [null, 'ü', 2.5] } });
      expect(await store.begin(principal, 'a', 'hash')).toEqual({
        status: 202,
        body: { b: 1, a: [null, 'ü', 2.5] },
      });
    });

    test('refuses another request under the same key, finished or not', async () => {
      await store.begin(principal, 'a', 'hash');
      expect(await store.begin(principal, 'a', 'other')).toBe('mismatch');
      await store.complete(principal, 'a', { status: 200, body: null });
      expect(await store.begin(principal, 'a', 'other')).toBe('mismatch');
    });

    test('forgets what was released, never what was completed', async () => {
      await store.begin(principal, 'a', 'hash');
      await store.release(principal, 'a');
      expect(await store.begin(principal, 'a', 'other')).toBe('new');
    });

    test('gives a key to one of many who claim it at once', async () => {
      const claims = await Promise.all(
        Array.from({ length: 20 }, () => store.begin(principal, 'race', 'hash')),
      );
      expect(claims.filter((claim) => claim === 'new')).toHaveLength(1);
      expect(claims.filter((claim) => claim === 'in-progress')).toHaveLength(19);
    });

    test('keeps the keys of Principals and Tenants apart', async () => {
      await store.begin(principal, 'a', 'hash');
      expect(await store.begin({ ...principal, id: 'k2' }, 'a', 'other')).toBe('new');
      expect(await store.begin({ ...principal, kind: 'user' }, 'a', 'other')).toBe('new');
      expect(await store.begin({ ...principal, tenantId: abroad }, 'a', 'other')).toBe('new');
    });
  });
}
