import { DocumentId, newId, TenantId } from '@groundwork/kernel';
import { find, openWorld, type Org, publish, versionOf, type World, registerOne } from './world.ts';

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

const register = async (text = 'first') =>
  (
    await registerOne(world.stores, org.ben, {
      collectionId: org.collectionId,
      externalId: 'a.txt',
      content: Buffer.from(text),
    })
  ).document.id;
const claim = async (id: DocumentId) => (await world.stores.work.claim(org.tenantId, id))!;
const version = (text: string) => versionOf({ externalId: 'a.txt', text });
const document = (id: DocumentId) => world.stores.documents.find(org.ben, id);

test('a claim hands out the newest original and counts itself', async () => {
  const id = await register();
  expect(await claim(id)).toMatchObject({
    revision: 1,
    claims: 1,
    fileName: 'a.txt',
    collectionId: org.collectionId,
  });
  expect(await claim(id)).toMatchObject({ revision: 1, claims: 2 });
  expect(await document(id)).toMatchObject({ status: 'processing' });
  await register('second');
  expect(await claim(id)).toMatchObject({ revision: 2, claims: 1 });
  const nobody = newId(DocumentId);
  expect(await world.stores.work.claim(org.tenantId, nobody)).toBeUndefined();
  expect(await world.stores.work.claim(newId(TenantId), id)).toBeUndefined();
});

test('progress is seen while it is of the original at hand', async () => {
  const id = await register();
  const work = await claim(id);
  await world.stores.work.reportProgress(org.tenantId, [
    { work, progress: { stage: 'embedding', done: 3, total: 9 } },
  ]);
  expect((await document(id))?.progress).toEqual({ stage: 'embedding', done: 3, total: 9 });
  await register('second');
  await world.stores.work.reportProgress(org.tenantId, [
    { work, progress: { stage: 'publishing', done: 9, total: 9 } },
  ]);
  await world.stores.work.fail(work, { code: 'document.broken', message: 'of the first' });
  expect(await document(id)).toMatchObject({ status: 'pending', progress: { stage: 'waiting' } });
});

test('publishing makes the text readable, searchable and the Document ready', async () => {
  const id = await register();
  const work = await claim(id);
  const published = version('alpha beta\ngamma');
  expect(await world.stores.work.publish(work, published)).toBe(true);
  expect(await document(id)).toMatchObject({
    status: 'ready',
    title: 'Title of a.txt',
    progress: { stage: 'done', done: 2, total: 2 },
    currentVersion: { id: published.id, number: 1, chunks: 2, pages: 1, language: 'en', flags: [] },
  });
  expect(await world.stores.texts.findText(org.ben, id)).toEqual({
    versionId: published.id,
    text: 'alpha beta\ngamma',
  });
  expect(await find(world.stores, org.ben, 'gamma')).toEqual(['a.txt']);
});

test('a version of an older original is refused, and so is publishing twice', async () => {
  const id = await register();
  const stale = await claim(id);
  await register('second');
  expect(await world.stores.work.publish(stale, version('stale'))).toBe(false);
  const fresh = await claim(id);
  expect(await world.stores.work.publish(fresh, version('fresh'))).toBe(true);
  expect(await world.stores.work.publish(fresh, version('again'))).toBe(false);
  expect(await world.stores.work.publish(stale, version('stale'))).toBe(false);
  expect(await find(world.stores, org.ben, 'stale again fresh')).toEqual(['a.txt']);
  expect((await world.stores.texts.findText(org.ben, id))?.text).toBe('fresh');
});

test('of two who publish the same original at once, one does', async () => {
  const id = await register();
  const [one, two] = [await claim(id), await claim(id)];
  const results = await Promise.all([
    world.stores.work.publish(one, version('one')),
    world.stores.work.publish(two, version('two')),
  ]);
  expect(results.sort()).toEqual([false, true]);
  expect((await world.database.work(org.tenantId, (tx) => tx.query('SELECT text FROM chunk'))).length).toBe(
    1,
  );
});

test('a removed Document takes no more versions', async () => {
  const id = await register();
  const work = await claim(id);
  await world.stores.documents.remove(org.ben, id, 'delete');
  expect(await world.stores.work.publish(work, version('too late'))).toBe(false);
  expect(await world.stores.work.claim(org.tenantId, id)).toBeUndefined();
  expect(await find(world.stores, org.ben, 'late')).toEqual([]);
});

test('a version that cannot be stored changes nothing', async () => {
  const id = await publish(world.stores, org, { externalId: 'a.txt', text: 'good text' });
  const revision = await world.stores.index.revision(org.ben);
  await register('changed');
  const work = await claim(id);
  const bad = version('bad text');
  const chunks = [{ ...bad.chunks[0]!, span: { start: 0, end: Number.NaN } }];
  await expect(world.stores.work.publish(work, { ...bad, chunks })).rejects.toThrow();
  expect(await find(world.stores, org.ben, 'good bad')).toEqual(['a.txt']);
  expect((await world.stores.texts.findText(org.ben, id))?.text).toBe('good text');
  expect(await world.stores.index.revision(org.ben)).toBe(revision);
});

test('a Document that fails on a new original goes on answering with its last version', async () => {
  const id = await publish(world.stores, org, { externalId: 'a.txt', text: 'good text' });
  await register('changed');
  await world.stores.work.fail(await claim(id), { code: 'document.encrypted', message: 'Locked' });
  expect(await document(id)).toMatchObject({ status: 'failed', currentVersion: { number: 1 } });
  expect(await find(world.stores, org.ben, 'good')).toEqual(['a.txt']);
});

test('offsets stay true for text that the database cannot hold as it is', async () => {
  const id = await register();
  const text = 'a\0b \ud83d c \ud83d\ude00 \udc00 "\\ud800" \\u0000';
  const published = version(text);
  await world.stores.work.publish(await claim(id), published);
  const stored = (await world.stores.texts.findText(org.ben, id))!.text;
  expect(stored).toBe('a\ufffdb \ufffd c \ud83d\ude00 \ufffd "\\ud800" \\u0000');
  expect(stored).toHaveLength(text.length);
  const [chunk] = await world.database.work(org.tenantId, (tx) => tx.query('SELECT text FROM chunk'));
  expect(chunk?.['text']).toBe(stored);
});

test('terms longer than an index entry can hold still match', async () => {
  const long = 'x'.repeat(5_000);
  await publish(world.stores, org, { externalId: 'a.txt', text: `before ${long} after` });
  expect(await find(world.stores, org.ben, long)).toEqual(['a.txt']);
  expect(await find(world.stores, org.ben, `${long}y`)).toEqual([]);
});

test('the sweep finds unfinished Documents of every Tenant that gave no sign of life', async () => {
  const south = await world.addOrg('South');
  const pending = await register();
  const other = await registerOne(world.stores, south.ben, {
    collectionId: south.collectionId,
    externalId: 'b.txt',
    content: Buffer.from('b'),
  });
  await publish(world.stores, org, { externalId: 'done.txt', text: 'done' });
  const later = new Date(Date.now() + 60_000);
  const stuck = await world.stores.work.findStuck(later, 10);
  expect(stuck).toEqual(
    expect.arrayContaining([
      { tenantId: org.tenantId, documentId: pending },
      { tenantId: south.tenantId, documentId: other.document.id },
    ]),
  );
  expect(stuck).toHaveLength(2);
  expect(await world.stores.work.findStuck(new Date(Date.now() - 60_000), 10)).toEqual([]);
  expect(await world.stores.work.findStuck(later, 1)).toHaveLength(1);
});
