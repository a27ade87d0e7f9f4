import { EmbeddingSpaceId, newId } from '@groundwork/kernel';
import { openWorld, type Org, publish, type World } from './world.ts';

let world: World;
let org: Org;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  await world.reset();
  org = await world.addOrg('North');
});
afterAll(() => world?.close());

const spec = (name: string, dimensions = 2) => ({
  name,
  version: '1',
  dimensions,
  distance: 'cosine' as const,
});
const states = async () =>
  (await world.stores.spaces.list(org.tenantId)).map((space) => `${space.name} ${space.state}`);
const unit = (...values: number[]) => Float32Array.from(values);

test('the first space is active, the next is built beside it, a third takes the place of the second', async () => {
  const { spaces } = world.stores;
  const first = await spaces.ensure(org.tenantId, spec('first'));
  expect(first).toMatchObject({ name: 'first', state: 'active', dimensions: 2 });
  expect(await spaces.ensure(org.tenantId, spec('first'))).toEqual(first);
  await spaces.ensure(org.tenantId, spec('second', 3));
  expect(await states()).toEqual(['first active', 'second building']);
  await spaces.ensure(org.tenantId, spec('third'));
  expect(await states()).toEqual(['first active', 'third building']);
  await expect(spaces.ensure(org.tenantId, spec('first', 9))).rejects.toMatchObject({
    code: 'model.dimension-mismatch',
  });
});

test('ensuring one space many times at once makes one', async () => {
  const made = await Promise.all(
    Array.from({ length: 8 }, () => world.stores.spaces.ensure(org.tenantId, spec('first'))),
  );
  expect(new Set(made.map((space) => space.id)).size).toBe(1);
});

test('a space is switched to once every published Chunk has a vector in it', async () => {
  const { spaces, index } = world.stores;
  const old = await spaces.ensure(org.tenantId, spec('old'));
  await publish(world.stores, org, {
    externalId: 'a.txt',
    text: 'one\ntwo',
    vectors: new Map([[old.id, () => unit(1, 0)]]),
  });
  const next = await spaces.ensure(org.tenantId, spec('next', 3));
  const missing = await spaces.listMissing(org.tenantId, next.id, 10);
  expect(missing.map(({ text, title, headingPath }) => ({ text, title, headingPath }))).toEqual([
    { text: 'one', title: 'Title of a.txt', headingPath: ['Handbook'] },
    { text: 'two', title: 'Title of a.txt', headingPath: ['Handbook'] },
  ]);
  expect(await spaces.listMissing(org.tenantId, next.id, 1)).toHaveLength(1);
  await spaces.saveVectors(org.tenantId, next.id, new Map([[missing[0]!.chunkId, unit(0, 1, 0)]]));
  expect(await spaces.activate(org.tenantId, next.id)).toBe(false);
  expect(await states()).toEqual(['old active', 'next building']);
  await spaces.saveVectors(org.tenantId, next.id, new Map([[missing[1]!.chunkId, unit(0, 0, 1)]]));
  const revision = await index.revision(org.ben);
  expect(await spaces.activate(org.tenantId, next.id)).toBe(true);
  expect(await states()).toEqual(['next active']);
  expect(await index.revision(org.ben)).not.toBe(revision);
  const search = (spaceId: EmbeddingSpaceId, values: Float32Array) =>
    index.search(org.ben, { terms: new Map(), vector: { spaceId, values }, limit: 5 });
  const { vector, passages } = await search(next.id, unit(0, 0, 1));
  expect(passages.get(vector[0]!.chunkId)?.text).toBe('two');
  expect((await search(old.id, unit(1, 0))).vector).toEqual([]);
  const left = await world.database.work(org.tenantId, (tx) =>
    tx.query('SELECT DISTINCT space_id FROM embedding'),
  );
  expect(left).toEqual([{ space_id: next.id }]);
});

test('searches go on while a space is built and switched to, and never see vectors of two models', async () => {
  const { spaces, index } = world.stores;
  const old = await spaces.ensure(org.tenantId, spec('old', 2));
  const lines = Array.from({ length: 60 }, (_, line) => `line ${line}`);
  // The two models disagree on purpose: the old one ranks the lines forwards, the new one backwards.
  const angle = (line: string) => Number(line.split(' ')[1]) / 40;
  const forwards = (line: string) => unit(Math.cos(angle(line)), Math.sin(angle(line)));
  const backwards = (line: string) => unit(Math.cos(2 - angle(line)), Math.sin(2 - angle(line)), 0);
  await publish(world.stores, org, {
    externalId: 'a.txt',
    text: lines.join('\n'),
    vectors: new Map([[old.id, forwards]]),
  });
  const next = await spaces.ensure(org.tenantId, spec('next', 3));

  let switched = false;
  const seen = { old: 0, next: 0 };
  const searchOn = async () => {
    for (let last = false; !last;) {
      last = switched;
      const active = (await spaces.list(org.tenantId)).find((space) => space.state === 'active')!;
      const values = active.id === old.id ? unit(1, 0) : unit(1, 0, 0);
      const query = { terms: new Map(), vector: { spaceId: active.id, values }, limit: 5 };
      const { vector, passages } = await index.search(org.ben, query);
      // Replaced between the two statements: that search is told so by an empty leg, not by a mixture.
      if (vector.length === 0) continue;
      const found = vector.map(({ chunkId }) => passages.get(chunkId)?.text);
      const expected = active.id === old.id ? lines.slice(0, 5) : lines.slice(-5).reverse();
      expect(found).toEqual(expected);
      seen[active.id === old.id ? 'old' : 'next'] += 1;
    }
  };
  const build = async () => {
    for (;;) {
      const missing = await spaces.listMissing(org.tenantId, next.id, 7);
      if (missing.length === 0) break;
      expect(await spaces.activate(org.tenantId, next.id)).toBe(false);
      const vectors = missing.map(({ chunkId, text }) => [chunkId, backwards(text)] as const);
      await spaces.saveVectors(org.tenantId, next.id, new Map(vectors));
    }
    expect(await spaces.activate(org.tenantId, next.id)).toBe(true);
    switched = true;
  };
  await Promise.all([build(), searchOn(), searchOn(), searchOn()]);
  expect(seen.old).toBeGreaterThan(0);
  expect(seen.next).toBeGreaterThan(0);
});

test('an unknown space, and that of another Tenant, is neither filled nor switched to', async () => {
  const south = await world.addOrg('South');
  const space = await world.stores.spaces.ensure(south.tenantId, spec('south'));
  expect(await world.stores.spaces.activate(org.tenantId, newId(EmbeddingSpaceId))).toBe(false);
  expect(await world.stores.spaces.activate(org.tenantId, space.id)).toBe(false);
  await publish(world.stores, org, { externalId: 'a.txt', text: 'one' });
  const [chunk] = await world.database.work(org.tenantId, (tx) =>
    tx.query<{ id: string }>('SELECT id FROM chunk'),
  );
  await world.stores.spaces.saveVectors(org.tenantId, space.id, new Map([[chunk!.id, unit(1, 0)]]));
  await world.stores.spaces.saveVectors(south.tenantId, space.id, new Map([[chunk!.id, unit(1, 0)]]));
  for (const { tenantId } of [org, south]) {
    expect(await world.database.work(tenantId, (tx) => tx.query('SELECT * FROM embedding'))).toEqual([]);
  }
});

test('vectors of Chunks withdrawn meanwhile are not written', async () => {
  const space = await world.stores.spaces.ensure(org.tenantId, spec('s'));
  const id = await publish(world.stores, org, { externalId: 'a.txt', text: 'one' });
  const [missing] = await world.stores.spaces.listMissing(org.tenantId, space.id, 1);
  await world.stores.documents.remove(org.ben, id, 'delete');
  await world.stores.spaces.saveVectors(org.tenantId, space.id, new Map([[missing!.chunkId, unit(1, 0)]]));
  expect(await world.database.work(org.tenantId, (tx) => tx.query('SELECT * FROM embedding'))).toEqual([]);
  expect(await world.stores.spaces.listMissing(org.tenantId, space.id, 1)).toEqual([]);
});
