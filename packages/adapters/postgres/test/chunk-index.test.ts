import { EmbeddingSpaceId, newId, type Principal, TenantId } from '@groundwork/kernel';
import { describeChunkIndex } from '@groundwork/testing';
import { openWorld, type Org, publish, termsOf, versionOf, type World, registerOne } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const spec = { name: 'test', version: '1', dimensions: 3, distance: 'cosine' as const };
const managerOf = (tenantId: TenantId): Principal => ({
  tenantId,
  kind: 'user',
  id: 'boss',
  grants: [],
  scopes: ['admin'],
});

describeChunkIndex('the database', async () => ({
  index: world.stores.index,
  addTenant: async (collections) => {
    const tenantId = newId(TenantId);
    await world.stores.tenants.create({ id: tenantId, name: 'T', createdAt: new Date() });
    for (const [index, id] of collections.entries()) {
      const collection = { id, name: `C${index}`, access: ['everyone'] as const, createdAt: new Date() };
      // Collections of other Tenants have the same ids here: no id opens anything by itself.
      await world.stores.collections.create(managerOf(tenantId), collection);
    }
    return { tenantId, spaceId: (await world.stores.spaces.ensure(tenantId, spec)).id };
  },
  publish: async (tenantId, text) => {
    const [space] = await world.stores.spaces.list(tenantId);
    const { document } = await registerOne(world.stores, managerOf(tenantId), {
      collectionId: text.collectionId,
      externalId: text.documentId,
      content: Buffer.from(text.text),
      access: text.access,
    });
    const work = await world.stores.work.claim(tenantId, document.id);
    const version = versionOf({
      externalId: text.documentId,
      text: text.text,
      ...(text.vector && { vectors: new Map([[space!.id, () => text.vector!]]) }),
    });
    await world.stores.work.publish(work!, version);
  },
  remove: async (tenantId, documentId) => {
    const manager = managerOf(tenantId);
    const { documents } = await world.stores.documents.list(manager, { limit: 1_000 });
    const document = documents.find((one) => one.externalId === documentId);
    await world.stores.documents.remove(manager, document!.id, 'delete');
  },
}));

describe('PostgresChunkIndex', () => {
  let org: Org;
  beforeEach(async () => {
    await world.reset();
    org = await world.addOrg('North');
  });

  test('a passage says where it stands, and what was flagged on its page', async () => {
    const { document } = await registerOne(world.stores, org.ben, {
      collectionId: org.collectionId,
      externalId: 'a.pdf',
      content: Buffer.from('x'),
    });
    const version = versionOf({ externalId: 'a.pdf', text: 'first page\nsecond page' });
    const chunks = version.chunks.map((chunk, index) => ({
      ...chunk,
      pageStart: index + 1,
      pageEnd: index + 1,
    }));
    const flags = [
      { kind: 'hidden-text' as const, page: 2, detail: 'white' },
      { kind: 'encoding-guessed' as const, detail: 'gb18030' },
    ];
    const work = await world.stores.work.claim(org.tenantId, document.id);
    await world.stores.work.publish(work!, { ...version, title: 'The A', flags, chunks });
    const { passages } = await world.stores.index.search(org.ben, { terms: termsOf('page'), limit: 5 });
    const [first, second] = [...passages.values()].sort((x, y) => x.span.start - y.span.start);
    expect(first).toEqual({
      chunkId: expect.any(String),
      documentId: document.id,
      versionId: version.id,
      collectionId: org.collectionId,
      externalId: 'a.pdf',
      title: 'The A',
      text: 'first page',
      span: { start: 0, end: 10 },
      headingPath: ['Handbook'],
      cells: 'Lines!A1',
      pageStart: 1,
      pageEnd: 1,
      language: 'en',
      flags: ['encoding-guessed'],
    });
    expect(second).toMatchObject({
      span: { start: 11, end: 22 },
      flags: ['hidden-text', 'encoding-guessed'],
    });
  });

  test('Documents of many Chunks, in several blocks of postings, are found Chunk by Chunk', async () => {
    const lines = Array.from(
      { length: 450 },
      (_, index) => `line number${index} common ${index % 3 ? '' : 'third'}`,
    );
    await publish(world.stores, org, { externalId: 'long.txt', text: lines.join('\n') });
    const search = async (query: string, limit = 1_000) =>
      (await world.stores.index.search(org.ben, { terms: termsOf(query), limit })).lexical.length;
    expect(await search('common')).toBe(450);
    expect(await search('third')).toBe(150);
    expect(await search('number449')).toBe(1);
    expect(await search('common third', 7)).toBe(7);
    await world.stores.documents.setAccess(org.boss, (await onlyDocument()).id, ['user:ada']);
    expect(await search('common')).toBe(0);
    const { lexical } = await world.stores.index.search(org.ada, { terms: termsOf('third'), limit: 1_000 });
    expect(lexical).toHaveLength(150);
  });

  test('withdrawing one Chunk of a block leaves the others as they were', async () => {
    await publish(world.stores, org, { externalId: 'a.txt', text: 'one shared\ntwo shared\nthree shared' });
    await world.database.work(org.tenantId, (tx) =>
      tx.query(`UPDATE chunk SET valid_to = clock_timestamp() WHERE text LIKE 'two%'`),
    );
    const { lexical, passages, statistics } = await world.stores.index.search(org.ben, {
      terms: termsOf('one two three shared'),
      limit: 10,
    });
    expect(lexical.map(({ chunkId }) => passages.get(chunkId)?.text).sort()).toEqual([
      'one shared',
      'three shared',
    ]);
    expect([...statistics.chunksWith].sort()).toEqual([
      ['one', 1],
      ['shared', 2],
      ['three', 1],
    ]);
  });

  test('only the Passages that are wanted are read, until nothing is missing', async () => {
    await publish(world.stores, org, { externalId: 'a.txt', text: 'one shared\ntwo shared\nthree shared' });
    const known: number[] = [];
    const { lexical, passages } = await world.stores.index.search(org.ben, {
      terms: termsOf('shared'),
      limit: 10,
      wanted: ({ lexical }, read) => {
        known.push(read.size);
        return lexical.slice(0, Math.min(2, read.size + 1)).map(({ chunkId }) => chunkId);
      },
    });
    expect(known).toEqual([0, 1, 2]);
    expect([...passages.keys()]).toEqual(lexical.slice(0, 2).map(({ chunkId }) => chunkId));
  });

  test('a reader who searched before finds by vectors what there is now, and no more', async () => {
    const space = await world.stores.spaces.ensure(org.tenantId, spec);
    const unit = new Map([[space.id, () => Float32Array.from([1, 0, 0])]]);
    const nearest = async (by: Principal) => {
      const vector = { spaceId: space.id, values: Float32Array.from([1, 0, 0]) };
      const found = await world.stores.index.search(by, { terms: new Map(), vector, limit: 10 });
      return found.vector.map(({ chunkId }) => found.passages.get(chunkId)?.text);
    };
    await publish(world.stores, org, { externalId: 'a.txt', text: 'for all', vectors: unit });
    expect(await nearest(org.ben)).toEqual(['for all']);
    await publish(world.stores, org, {
      externalId: 'b.txt',
      text: 'new',
      access: ['user:ben'],
      vectors: unit,
    });
    expect(await nearest(org.ben)).toEqual(['for all', 'new']);
    expect(await nearest(org.ada)).toEqual(['for all']);
    const { documents } = await world.stores.documents.list(org.boss, { limit: 2 });
    const { id } = documents.find(({ externalId }) => externalId === 'b.txt')!;
    await world.stores.documents.setAccess(org.boss, id, ['user:ada']);
    expect(await nearest(org.ben)).toEqual(['for all']);
    expect(await nearest(org.ada)).toEqual(['for all', 'new']);
  });

  test('a vector of other dimensions than its space is refused, with the whole version', async () => {
    const space = await world.stores.spaces.ensure(org.tenantId, spec);
    const vectors = new Map([[space.id, () => Float32Array.from([1, 2])]]);
    const publishing = publish(world.stores, org, { externalId: 'a.txt', text: 'words', vectors });
    await expect(publishing).rejects.toMatchObject({ code: 'model.dimension-mismatch' });
    expect((await onlyDocument()).currentVersion).toBeUndefined();
  });

  test('vectors of spaces that are gone are left out; without any for the active one the work is done again', async () => {
    const space = await world.stores.spaces.ensure(org.tenantId, spec);
    const gone = newId(EmbeddingSpaceId);
    const unit = () => Float32Array.from([1, 0, 0]);
    const both = new Map([
      [gone, unit],
      [space.id, unit],
    ]);
    await publish(world.stores, org, { externalId: 'a.txt', text: 'both', vectors: both });
    const stale = publish(world.stores, org, {
      externalId: 'b.txt',
      text: 'stale',
      vectors: new Map([[gone, unit]]),
    });
    await expect(stale).rejects.toMatchObject({ code: 'space.not-ready' });
    expect(await world.stores.spaces.listMissing(org.tenantId, space.id, 10)).toEqual([]);
  });

  async function onlyDocument() {
    const { documents } = await world.stores.documents.list(org.boss, { limit: 2 });
    expect(documents).toHaveLength(1);
    return documents[0]!;
  }
});
