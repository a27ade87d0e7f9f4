import type { ParsedDocument } from '@groundwork/ingestion';
import { EmbeddingSpaceId, newId } from '@groundwork/kernel';
import { openWorld, type Org, versionOf, type World, registerOne } from './world.ts';

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

const spaceId = newId(EmbeddingSpaceId);
const parsed: ParsedDocument = {
  mediaType: 'text/plain',
  text: '第一條 One\0',
  blocks: [{ kind: 'paragraph', span: { start: 0, end: 8 } }],
  pages: 1,
  flags: [],
};

async function claimed(content = 'One') {
  const { document } = await registerOne(world.stores, org.boss, {
    collectionId: org.collectionId,
    externalId: 'a.txt',
    content: Buffer.from(content),
  });
  return (await world.stores.work.claim(org.tenantId, document.id))!;
}

const countDrafts = async () => {
  const [row] = await world.database.work(org.tenantId, (tx) =>
    tx.query<{ drafts: number }>(
      'SELECT ((SELECT count(*) FROM embedding_draft) + (SELECT count(*) FROM parsed_draft))::integer AS drafts',
    ),
  );
  return row?.drafts;
};

test('keeps what was parsed and embedded, exactly, for whoever takes over', async () => {
  const { drafts } = world.stores;
  const work = await claimed();
  const vectors = new Map([
    ['a', Float32Array.of(0.1, -2, 3e-9)],
    ['b', Float32Array.of(1, 2, 3)],
  ]);
  await drafts.saveParsed(work, parsed);
  await drafts.saveVectors(work, spaceId, vectors);
  await drafts.saveVectors(work, spaceId, new Map([['b', Float32Array.of(1, 2, 3)]]));
  expect(await drafts.findParsed(work)).toEqual(parsed);
  expect(await drafts.findVectors(work, spaceId)).toEqual(vectors);
  expect(await drafts.findVectors(work, newId(EmbeddingSpaceId))).toEqual(new Map());
});

test('what was parsed of an older original is not found for a newer one', async () => {
  const { drafts } = world.stores;
  await drafts.saveParsed(await claimed(), parsed);
  expect(await drafts.findParsed(await claimed('Two'))).toBeUndefined();
});

test.each(['published', 'failed', 'removed'])('leaves nothing behind once the work is %s', async (end) => {
  const { drafts, work: store, documents } = world.stores;
  const work = await claimed();
  const save = async () => {
    await drafts.saveParsed(work, parsed);
    await drafts.saveVectors(work, spaceId, new Map([['a', Float32Array.of(1)]]));
  };
  await save();
  expect(await countDrafts()).toBe(2);
  if (end === 'published') await store.publish(work, versionOf({ externalId: 'a.txt', text: 'One' }));
  if (end === 'failed') await store.fail(work, { code: 'document.broken', message: 'Broken' });
  if (end === 'removed') await documents.remove(org.boss, work.documentId, 'delete');
  expect(await countDrafts()).toBe(0);
  await save();
  expect(await countDrafts()).toBe(0);
});
