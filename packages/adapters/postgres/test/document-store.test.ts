import type { NewDocument } from '@groundwork/ingestion';
import { CollectionId, DocumentId, newId, UserError } from '@groundwork/kernel';
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

const register = (document: Partial<NewDocument> = {}, by = org.ben) =>
  registerOne(world.stores, by, {
    collectionId: org.collectionId,
    externalId: 'a.txt',
    content: Buffer.from('first'),
    ...document,
  });
const claim = (id: DocumentId) => world.stores.work.claim(org.tenantId, id);

test('a new Document is pending, with its Collection’s access, and found by its readers', async () => {
  const { document, outcome } = await register({ title: 'A', metadata: { team: 'x', nested: { n: 1 } } });
  expect(outcome).toBe('created');
  expect(document).toMatchObject({
    externalId: 'a.txt',
    title: 'A',
    bytes: 5,
    status: 'pending',
    progress: { stage: 'waiting', done: 0, total: 0 },
    access: ['everyone'],
    metadata: { team: 'x', nested: { n: 1 } },
  });
  expect(document.currentVersion).toBeUndefined();
  expect(await world.stores.documents.find(org.ada, document.id)).toEqual(document);
});

test('the same original changes nothing, also where it leaves out what was said before', async () => {
  const { document } = await register({ title: 'A', metadata: { a: 1 }, access: ['user:ben', 'everyone'] });
  for (const again of [
    { title: 'A', metadata: { a: 1 }, access: ['everyone', 'user:ben', 'everyone'] as const },
    {},
  ]) {
    const repeated = await register(again);
    expect(repeated).toEqual({ document, outcome: 'unchanged' });
  }
});

test('new bytes or a new title are new work; new access or metadata alone are not', async () => {
  const { document } = await register();
  const work = await claim(document.id);
  await world.stores.work.publish(work!, versionOf({ externalId: 'a.txt', text: 'first' }));
  const metadata = await register({ metadata: { b: 2 } });
  expect(metadata).toMatchObject({ outcome: 'changed', document: { status: 'ready', metadata: { b: 2 } } });
  const access = await register({ access: ['user:ben'] });
  expect(access).toMatchObject({ outcome: 'changed', document: { status: 'ready', access: ['user:ben'] } });
  expect(await find(world.stores, org.ada, 'first')).toEqual([]);
  const title = await register({ title: 'Better' });
  expect(title).toMatchObject({ outcome: 'changed', document: { status: 'pending' } });
  const bytes = await register({ content: Buffer.from('second!') });
  expect(bytes).toMatchObject({ outcome: 'changed', document: { bytes: 7, status: 'pending' } });
  expect((await claim(document.id))!.revision).toBe(3);
});

test('originals of any size come back byte for byte', async () => {
  const content = new Uint8Array(3 * 1024 * 1024 + 17).map((_, index) => (index * 31 + (index >> 10)) % 256);
  const { document } = await register({ content });
  const work = await claim(document.id);
  expect(Buffer.compare(work!.content, content)).toBe(0);
  await register({ content: content.subarray(0, 10) });
  expect(Buffer.compare((await claim(document.id))!.content, content.subarray(0, 10))).toBe(0);
  const empty = await register({ externalId: 'empty', content: new Uint8Array() });
  expect((await claim(empty.document.id))!.content).toHaveLength(0);
});

test('registering the same new Document twice at once makes one', async () => {
  const both = await Promise.all([register(), register(), register({ content: Buffer.from('other') })]);
  expect(new Set(both.map(({ document }) => document.id)).size).toBe(1);
  expect(both.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
});

test('many are registered at once, in the order given, each with its access and its audit event', async () => {
  const given = (externalId: string, more: Partial<NewDocument> = {}): NewDocument => ({
    collectionId: org.collectionId,
    externalId,
    content: Buffer.from(externalId),
    ...more,
  });
  await register({ externalId: 'there', content: Buffer.from('there') });
  await register({ externalId: 'older', content: Buffer.from('old text') });
  const long = Buffer.alloc(2_500_000, 'x');
  const registered = await world.stores.documents.register(org.ada, [
    given('b', { access: ['group:hr'], title: 'B\0' }),
    given('there'),
    given('a', { metadata: { text: 'half \ud800' } }),
    given('older'),
    given('long', { content: long }),
    given('b'),
    given('b', { content: Buffer.from('another') }),
  ]);
  expect(registered.map(({ document, outcome }) => [document.externalId, outcome])).toEqual([
    ['b', 'created'],
    ['there', 'unchanged'],
    ['a', 'created'],
    ['older', 'changed'],
    ['long', 'created'],
    ['b', 'unchanged'],
    ['b', 'changed'],
  ]);
  const [b, , a, , large] = registered.map(({ document }) => document);
  expect(b).toMatchObject({ access: ['group:hr'], title: 'B\uFFFD', bytes: 7 });
  expect(a).toMatchObject({ access: ['everyone'], metadata: { text: 'half \uFFFD' } });
  expect(Buffer.compare(Buffer.from((await claim(large!.id))!.content), long)).toBe(0);
  expect((await world.stores.documents.list(org.ben, { ids: [a!.id, b!.id], limit: 9 })).documents).toEqual([
    a,
  ]);
  const events = await world.stores.audit.list(org.auditor, { limit: 50 });
  const created = events.filter(({ action, actor }) => action === 'document.created' && actor === 'user:ada');
  expect(created.map(({ subject }) => subject).sort()).toEqual([a!.id, b!.id, large!.id].sort());
  expect(created.find(({ subject }) => subject === b!.id)?.details).toEqual({
    collectionId: org.collectionId,
    access: ['group:hr'],
  });
});

test('processes that register the same Documents in another order do not get in each other’s way', async () => {
  const names = Array.from({ length: 20 }, (_, i) => `d${i}`);
  const all = (order: string[]) =>
    world.stores.documents.register(
      org.boss,
      order.map((externalId) => ({ collectionId: org.collectionId, externalId, content: Buffer.from('x') })),
    );
  const registered = (await Promise.all([all(names), all([...names].reverse()), all(names)])).flat();
  expect(registered.filter(({ outcome }) => outcome === 'created')).toHaveLength(20);
  expect(new Set(registered.map(({ document }) => document.id)).size).toBe(20);
});

test('a Collection that is not there, or not visible, takes no Documents', async () => {
  const secret = {
    id: newId(CollectionId),
    name: 'Secret',
    access: ['group:hr'] as const,
    createdAt: new Date(),
  };
  await world.stores.collections.create(org.boss, secret);
  const refused = { code: 'collection.not-found' };
  await expect(register({ collectionId: newId(CollectionId) })).rejects.toMatchObject(refused);
  await expect(register({ collectionId: secret.id })).rejects.toMatchObject(refused);
  expect(await register({ collectionId: secret.id }, org.ada)).toMatchObject({
    document: { access: ['group:hr'] },
  });
  expect(await register({ collectionId: secret.id, externalId: 'b' }, org.boss)).toMatchObject({
    outcome: 'created',
  });
});

test('lists page by page what the Principal may see, and all of it for managers', async () => {
  for (let index = 0; index < 7; index++) {
    await register({ externalId: `${index}.txt`, access: index % 2 ? ['group:hr'] : ['everyone'] });
  }
  const names = async (by = org.ben, limit = 3) => {
    const all: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await world.stores.documents.list(by, {
        limit,
        collectionId: org.collectionId,
        status: 'pending',
        ...(cursor && { cursor }),
      });
      all.push(...page.documents.map((document) => document.externalId));
      cursor = page.nextCursor;
      if (!cursor) return all;
    }
  };
  expect(await names()).toEqual(['0.txt', '2.txt', '4.txt', '6.txt']);
  expect(await names(org.ada)).toHaveLength(7);
  expect(await names(org.boss, 7)).toHaveLength(7);
  await expect(world.stores.documents.list(org.ben, { limit: 1, cursor: 'x' })).rejects.toThrow(UserError);
});

test('only those who see a Document change its access or remove it; managers always may', async () => {
  const { document } = await register({ access: ['group:hr'] });
  expect(await world.stores.documents.setAccess(org.ben, document.id, ['user:ben'])).toBe(false);
  expect(await world.stores.documents.remove(org.ben, document.id, 'delete')).toBe(false);
  expect(await world.stores.documents.remove(org.ben, document.id, 'erase')).toBe(false);
  const south = await world.addOrg('South');
  expect(await world.stores.documents.setAccess(south.boss, document.id, ['user:boss'])).toBe(false);
  expect(await world.stores.documents.remove(south.boss, document.id, 'erase')).toBe(false);
  expect(await world.stores.documents.setAccess(org.boss, document.id, ['user:ada'])).toBe(true);
  expect(await world.stores.documents.find(org.ada, document.id)).toMatchObject({ access: ['user:ada'] });
  expect(await world.stores.documents.remove(org.boss, document.id, 'delete')).toBe(true);
  expect(await world.stores.documents.remove(org.boss, document.id, 'delete')).toBe(false);
  expect(await world.stores.documents.remove(org.boss, newId(DocumentId), 'delete')).toBe(false);
});

test('a removed Document makes room for a new one of the same name', async () => {
  const first = await publish(world.stores, org, { externalId: 'a.txt', text: 'old words' });
  await world.stores.documents.remove(org.ben, first, 'delete');
  const second = await publish(world.stores, org, { externalId: 'a.txt', text: 'new words' });
  expect(second).not.toBe(first);
  expect(await find(world.stores, org.ben, 'words')).toEqual(['a.txt']);
  expect(await find(world.stores, org.ben, 'old')).toEqual([]);
});

test('a failed Document is retried on request, by those who see it', async () => {
  const { document } = await register({ access: ['user:ben'] });
  expect(await world.stores.documents.retry(org.ben, document.id)).toBe(false);
  const work = await claim(document.id);
  await world.stores.work.fail(work!, { code: 'document.broken', message: 'No.' });
  expect(await world.stores.documents.find(org.ben, document.id)).toMatchObject({
    status: 'failed',
    failure: { code: 'document.broken', message: 'No.' },
  });
  expect(await claim(document.id)).toBeUndefined();
  expect(await world.stores.documents.retry(org.ada, document.id)).toBe(false);
  expect(await world.stores.documents.retry(org.ben, document.id)).toBe(true);
  expect(await claim(document.id)).toMatchObject({ claims: 1 });
});

test('Collections are listed for those on their access list, and names are used once a Tenant', async () => {
  const hr = {
    id: newId(CollectionId),
    name: 'HR',
    language: 'zh-Hans',
    access: ['group:hr'] as const,
    createdAt: new Date(),
  };
  await world.stores.collections.create(org.boss, hr);
  await expect(
    world.stores.collections.create(org.ben, { ...hr, id: newId(CollectionId) }),
  ).rejects.toMatchObject({
    code: 'collection.exists',
  });
  const south = await world.addOrg('South');
  await world.stores.collections.create(south.boss, { ...hr, id: newId(CollectionId) });
  const names = async (by = org.ben) => (await world.stores.collections.list(by)).map((one) => one.name);
  expect(await names()).toEqual(['Handbook']);
  expect(await names(org.ada)).toEqual(['HR', 'Handbook'].sort());
  expect(await names(org.boss)).toEqual(['HR', 'Handbook'].sort());
  expect(await world.stores.collections.find(org.ada, hr.id)).toEqual(hr);
  expect(await world.stores.collections.findByName(org.ben, 'HR')).toBeUndefined();
});
