import { maintainDatabase } from '@groundwork/postgres';
import { seededRandom } from './random-operations.ts';
import { find, openWorld, type Org, publish, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

test('maintenance changes nothing that is found', async () => {
  const org = await world.addOrg('North');
  await publish(world.stores, org, { externalId: 'a.txt', text: 'alpha' });
  await publish(world.stores, org, { externalId: 'a.txt', text: 'beta' });
  await maintainDatabase(world.database);
  await maintainDatabase(world.database);
  expect(await find(world.stores, org.ben, 'alpha beta')).toEqual(['a.txt']);
});

// The embedded database keeps to exact scans.
const onNative = process.env['TEST_DATABASE_URL'] ? test : test.skip;
onNative(
  'a large space gets its index, which finds nearly what the exact scan finds, filters included',
  async () => {
    const org = await world.addOrg('Large');
    const random = seededRandom(7);
    const vector = () => Float32Array.from({ length: 16 }, () => random() - 0.5);
    const space = await world.stores.spaces.ensure(org.tenantId, {
      name: 'test',
      version: '1',
      dimensions: 16,
      distance: 'cosine',
    });
    for (let part = 0; part < 8; part++) {
      await publish(world.stores, org, {
        externalId: `${part}.txt`,
        text: Array.from({ length: 300 }, (_, line) => `part ${part} line ${line}`).join('\n'),
        access: part === 0 ? ['user:ben'] : ['group:hr'],
        vectors: new Map([[space.id, vector]]),
      });
    }
    const queries = Array.from({ length: 20 }, vector);
    const exact = await searchAll(org, space.id, queries);
    await maintainDatabase(world.database, { largeSpace: 2_000 });
    expect(await indexes()).toHaveLength(1);
    const indexed = await searchAll(org, space.id, queries);
    expect(recall(exact, indexed)).toBeGreaterThanOrEqual(0.98);
    await maintainDatabase(world.database, { largeSpace: 1_000_000 });
    expect(await indexes()).toEqual([]);
  },
);

/** For each query the nearest ten as ben, who sees an eighth, and as ada, who sees the rest. */
async function searchAll(
  org: Org,
  spaceId: Parameters<World['stores']['spaces']['activate']>[1],
  queries: Float32Array[],
) {
  const found: string[][] = [];
  for (const values of queries) {
    for (const reader of [org.ben, org.ada]) {
      const query = { terms: new Map<string, number>(), vector: { spaceId, values }, limit: 10 };
      const { vector } = await world.stores.index.search(reader, query);
      expect(vector).toHaveLength(10);
      found.push(vector.map((candidate) => candidate.chunkId));
    }
  }
  return found;
}

function recall(exact: string[][], other: string[][]): number {
  const shared = exact.map((ids, index) => ids.filter((id) => other[index]!.includes(id)).length);
  return shared.reduce((sum, count) => sum + count, 0) / exact.flat().length;
}

async function indexes(): Promise<unknown[]> {
  const sql = `SELECT indexname FROM pg_indexes WHERE indexname LIKE 'embedding\\_hnsw%'`;
  return (await world.database.pool.query(sql)).rows;
}
