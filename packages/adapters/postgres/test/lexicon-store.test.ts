import { newId, type Principal, silentLogger, systemClock, TenantId, UserError } from '@groundwork/kernel';
import {
  EmbeddingSpaces,
  EmbedQuery,
  ImportLexicon,
  indexTerms,
  Lexicons,
  ListLexicon,
  RemoveLexiconEntry,
  SaveLexiconEntry,
  SearchPassages,
} from '@groundwork/retrieval';
import { hasOutdatedTerms } from '../src/retrieval/has-outdated-terms.ts';
import { openWorld, type Org, versionOf, type World, registerOne } from './world.ts';

let world: World;
let north: Org;
let south: Org;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  await world.reset();
  north = await world.addOrg('North');
  south = await world.addOrg('South');
});
afterAll(() => world?.close());

const texts = [
  'Annual leave is 25 days for full-time staff.',
  'PTO requests go to the manager.',
  '年假為二十五天。',
  'The warehouse opens at eight.',
  'Leave the old building by the annual exit on the ground floor of it.',
  '唔該晒各位。該晒唔該。',
];

async function publish(org: Org): Promise<void> {
  for (const [index, text] of texts.entries()) {
    const externalId = `${index}.md`;
    const { document } = await registerOne(world.stores, org.boss, {
      collectionId: org.collectionId,
      externalId,
      content: Buffer.from(text),
    });
    const work = await world.stores.work.claim(org.tenantId, document.id);
    const version = versionOf({ externalId, text });
    const chunks = version.chunks.map((chunk) => ({
      ...chunk,
      headingPath: [],
      terms: indexTerms({ title: 'T', headingPath: [], text: chunk.text }),
    }));
    await world.stores.work.publish(work!, { ...version, title: 'T', chunks });
  }
}

/** A process of its own: nothing remembered. */
function openProcess() {
  const { index, spaces: store, lexicons } = world.stores;
  let reads = 0;
  const counting = {
    read: (principal: Principal) => {
      reads += 1;
      return lexicons.read(principal);
    },
    change: lexicons.change.bind(lexicons),
  };
  const spaces = new EmbeddingSpaces({
    store,
    embedders: [
      {
        provider: 'none',
        space: { name: 'none', version: '1', dimensions: 1, distance: 'cosine' },
        pricePerMillionTokens: 0,
        embed: () => Promise.reject(new Error('not part of this test')),
      },
    ],
    queue: { enqueue: async () => {} },
    clock: systemClock,
  });
  const embedQuery = new EmbedQuery({ spaces, logger: silentLogger, timeoutMs: 1_000 });
  const deps = { index, spaces, embedQuery, clock: systemClock };
  const search = new SearchPassages({ ...deps, lexicons: new Lexicons(counting) });
  const manage = { lexicons: counting, clock: systemClock };
  return {
    search: async (org: Org, query: string) => {
      const { passages } = await search.run(org.ada, { query, limit: 10 });
      return passages.map(({ text, scores }) => ({ text, score: scores.lexical }));
    },
    plain: async (org: Org, query: string) => {
      const { passages } = await new SearchPassages(deps).run(org.ada, { query, limit: 10 });
      return passages.map(({ text, scores }) => ({ text, score: scores.lexical }));
    },
    reads: () => reads,
    save: new SaveLexiconEntry(manage),
    remove: new RemoveLexiconEntry(manage),
    import: new ImportLexicon(manage),
    list: new ListLexicon(manage),
  };
}

const synonyms = { kind: 'synonyms', terms: ['PTO', 'annual leave', '年假'] } as const;
const found = (passages: { text: string }[]) => passages.map(({ text }) => text);

test('a change is used by the next search of every process, and by no other Tenant', async () => {
  await publish(north);
  await publish(south);
  const [one, other] = [openProcess(), openProcess()];
  const before = await other.search(north, 'PTO');
  expect(found(before)).toEqual([texts[1]]);

  await one.save.run(north.boss, synonyms);
  const [best, ...others] = found(await other.search(north, 'PTO'));
  expect(best).toBe(texts[1]);
  expect(others.sort()).toEqual([texts[0], texts[2], texts[4]].sort());
  expect(found(await one.search(north, '年假几天'))).toEqual(
    expect.arrayContaining([texts[0], texts[1], texts[2]]),
  );
  expect(await other.search(south, 'PTO')).toEqual(before);
  expect(await one.list.run(south.boss)).toEqual([]);

  await one.remove.run(north.boss, 'synonyms:pto');
  expect(await other.search(north, 'PTO')).toEqual(before);
});

test('what a Tenant without entries finds is exactly what it found without a lexicon, at no look-up', async () => {
  await publish(north);
  const process = openProcess();
  for (const query of ['annual leave days', '年假几天', '"annual exit"', 'PTO 25', '二十五天', 'a b c']) {
    expect(await process.search(north, query)).toEqual(await process.plain(north, query));
  }
  expect(process.reads()).toBe(0);
});

test('a lexicon is read once for each change, not for each search', async () => {
  await publish(north);
  const process = openProcess();
  await process.save.run(north.boss, synonyms);
  for (let round = 0; round < 3; round++) await process.search(north, 'PTO');
  expect(process.reads()).toBe(1);
});

test('a synonym stands below the word itself, and is counted once', async () => {
  await publish(north);
  const process = openProcess();
  await process.save.run(north.boss, synonyms);
  for (const [query, best] of [
    ['PTO', texts[1]],
    ['annual leave', texts[0]],
    ['年假', texts[2]],
  ] as const) {
    expect(found(await process.search(north, query))[0]).toBe(best);
  }
});

test('a word of the lexicon ranks where it stands as a whole above its parts', async () => {
  await publish(north);
  const process = openProcess();
  await process.save.run(north.boss, { kind: 'word', terms: ['annual exit'] });
  const passages = await process.search(north, 'annual exit leave');
  const plain = await process.plain(north, 'annual exit leave');
  const scoreOf = (list: typeof plain, text: string) => list.find((passage) => passage.text === text)!.score!;
  expect(scoreOf(passages, texts[4]!)).toBeGreaterThan(scoreOf(plain, texts[4]!));
  expect(scoreOf(passages, texts[0]!)).toBe(scoreOf(plain, texts[0]!));
});

test('a change takes kept answers with it and is written to the audit log', async () => {
  await publish(north);
  const { index, audit, cache } = world.stores;
  const process = openProcess();
  const revision = await index.revision(north.ada);
  await cache.put(north.ada, 'key', revision, { kind: 'abstention' } as never);
  await process.save.run(north.ada, synonyms);
  expect(await index.revision(north.ada)).not.toBe(revision);
  await process.import.run(north.boss, { csv: 'word,Groundwork 3000\nsynonyms,MPF,強積金', replace: true });
  const events = await audit.list(north.auditor, { limit: 10 });
  expect(events.filter(({ action }) => action.startsWith('lexicon.'))).toMatchObject([
    {
      action: 'lexicon.imported',
      subject: 'lexicon',
      actor: 'user:boss',
      details: { put: 2, removed: 1, entries: 2 },
    },
    { action: 'lexicon.entry-saved', subject: 'synonyms:pto', actor: 'user:ada' },
  ]);
});

test('an import is whole or not at all, and never beyond the limit', async () => {
  const process = openProcess();
  const entries = Array.from({ length: 4_999 }, (_, index) => ({
    kind: 'word' as const,
    terms: [`w${index}`],
  }));
  expect(await process.import.run(north.boss, { entries })).toEqual({
    put: 4_999,
    removed: 0,
    entries: 4_999,
  });
  await expect(process.import.run(north.boss, { csv: 'word,one\nword,two' })).rejects.toMatchObject({
    code: 'lexicon.full',
  });
  await expect(process.import.run(north.boss, { csv: 'word,one\nsynonyms,one' })).rejects.toThrow(/line 2/);
  expect(await process.list.run(north.boss)).toHaveLength(4_999);
  expect(await process.import.run(north.boss, { entries: [], replace: true })).toMatchObject({
    removed: 4_999,
  });
});

test('only those who may ingest see or change it', async () => {
  const process = openProcess();
  const reader = { ...north.ada, scopes: ['search', 'answer'] as const };
  const refused = { code: 'auth.forbidden' };
  await expect(process.save.run(reader, synonyms)).rejects.toMatchObject(refused);
  await expect(process.remove.run(reader, 'x')).rejects.toMatchObject(refused);
  await expect(process.import.run(reader, {})).rejects.toMatchObject(refused);
  await expect(process.list.run(reader)).rejects.toMatchObject(refused);
  await expect(process.remove.run(north.boss, 'x')).rejects.toMatchObject({ code: 'lexicon.not-found' });
  expect((await process.list.run(north.boss)).length).toBe(0);
});

test('terms made by another analysis are noticed', async () => {
  await publish(north);
  expect(await hasOutdatedTerms(world.database, north.tenantId)).toBe(false);
  await world.database.work(north.tenantId, (tx) =>
    tx.query('UPDATE chunk SET analysis = 1 WHERE ordinal = 0'),
  );
  expect(await hasOutdatedTerms(world.database, north.tenantId)).toBe(true);
  expect(await hasOutdatedTerms(world.database, south.tenantId)).toBe(false);
});

test('the database keeps other Tenants out, whatever is asked of it', async () => {
  await openProcess().save.run(north.boss, synonyms);
  const stranger = { ...south.ada, tenantId: newId(TenantId) };
  for (const by of [south.ada, south.boss, stranger]) {
    const rows = await world.database.read(by, (tx) => tx.query('SELECT * FROM lexicon_entry'));
    expect(rows).toEqual([]);
  }
  await expect(
    world.database.write(north.ada, (tx) =>
      tx.query("DELETE FROM lexicon_entry WHERE name = 'synonyms:pto'"),
    ),
  ).rejects.toThrow();
  expect(new UserError('lexicon.full', '').remedy).not.toBe('');
});
