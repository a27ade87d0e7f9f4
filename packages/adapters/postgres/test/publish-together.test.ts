import type { DocumentId } from '@groundwork/kernel';
import { find, openWorld, type Org, versionOf, type World, registerOne } from './world.ts';

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

async function register(externalId: string, text: string): Promise<DocumentId> {
  const { collectionId } = org;
  const content = Buffer.from(text);
  return (await registerOne(world.stores, org.boss, { collectionId, externalId, content })).document.id;
}

const claimSmall = (documents: number, bytes = 1_000) =>
  world.stores.work.claimTogether(org.tenantId, [], { documents, bytes });

test('small Documents that wait are claimed together, the longest waiting first, each once', async () => {
  const ids: DocumentId[] = [];
  for (const name of ['a', 'b', 'c']) ids.push(await register(name, `text of ${name}`));
  await register('large', 'x'.repeat(2_000));
  const south = await world.addOrg('South');
  expect(await world.stores.work.claimTogether(south.tenantId, ids, { documents: 9, bytes: 1_000 })).toEqual(
    [],
  );
  const first = await claimSmall(2);
  expect(first.map(({ documentId }) => documentId).sort()).toEqual(ids.slice(0, 2).sort());
  for (const { fileName, content, claims } of first) {
    expect([Buffer.from(content).toString(), claims]).toEqual([`text of ${fileName}`, 1]);
  }
  expect((await claimSmall(9)).map(({ fileName }) => fileName)).toEqual(['c']);
  expect(await claimSmall(9)).toEqual([]);
});

test('named Documents are claimed whatever became of their worker, with others as far as there is room', async () => {
  const ids: DocumentId[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) ids.push(await register(name, name));
  const large = await register('large', 'x'.repeat(2_000_000));
  const names = async (named: DocumentId[], documents: number) => {
    const works = await world.stores.work.claimTogether(org.tenantId, named, { documents, bytes: 1_000 });
    return works.map(({ fileName, content }) => `${fileName} ${content.byteLength}`).sort();
  };
  expect(await names([ids[3]!, ids[4]!], 3)).toEqual(['a 1', 'd 1', 'e 1']);
  expect(await names([ids[3]!, ids[4]!], 2)).toEqual(['d 1', 'e 1']);
  expect(await names([large], 9)).toEqual(['large 2000000']);
  expect(await names([], 9)).toEqual(['b 1', 'c 1']);
});

test('versions published at the same time are all there, each under its own access and once', async () => {
  for (let i = 0; i < 9; i++) await register(`d${i}`, `word${i}`);
  const works = await claimSmall(9);
  const all = works.map((work) => ({
    work,
    version: versionOf({ externalId: work.fileName, text: `same word${work.fileName.slice(1)}\nsame` }),
  }));
  const twice = [...all, ...all].map(({ work, version }) => world.stores.work.publish(work, version));
  const published = await Promise.all(twice);
  expect(published).toEqual([...all.map(() => true), ...all.map(() => false)]);
  expect(await find(world.stores, org.ben, 'word7')).toEqual(['d7']);
  expect(await find(world.stores, org.ben, 'same')).toHaveLength(9);
  const [state] = await world.database.work(org.tenantId, (tx) => tx.query('SELECT chunks FROM index_state'));
  expect(Number(state?.['chunks'])).toBe(18);
});

test('one that cannot be written keeps none of the others back', async () => {
  for (let i = 0; i < 4; i++) await register(`d${i}`, `word${i}`);
  const publishing = (await claimSmall(4)).map((work) => {
    const version = versionOf({ externalId: work.fileName, text: `word${work.fileName.slice(1)}` });
    const chunks = [{ ...version.chunks[0]!, span: { start: 0, end: Number.NaN } }];
    return world.stores.work.publish(work, work.fileName === 'd2' ? { ...version, chunks } : version);
  });
  const ends = await Promise.allSettled(publishing);
  expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(await find(world.stores, org.ben, 'word0 word1 word2 word3')).toEqual(['d0', 'd1', 'd3']);
});
