import { ConversationId, EmbeddingSpaceId, type Grant, newId, type Principal } from '@groundwork/kernel';
import type { Transaction } from '@groundwork/postgres';
import { answerOf, cite } from './outcomes.ts';
import { find, openWorld, type Org, publish, type World } from './world.ts';

/** Two Tenants, each with a text for everyone, one for a group, one for a single user; each holds a secret word. */
const secrets: readonly { word: string; access: readonly Grant[] }[] = [
  { word: 'zebra', access: ['everyone'] },
  { word: 'yak', access: ['group:hr'] },
  { word: 'wombat', access: ['user:ben'] },
];

let world: World;
let north: Org;
let south: Org;
beforeAll(async () => {
  world = await openWorld();
  north = await world.addOrg('North');
  south = await world.addOrg('South');
  for (const [org, prefix] of [
    [north, 'north'],
    [south, 'south'],
  ] as const) {
    const space = await world.stores.spaces.ensure(org.tenantId, spec);
    for (const { word, access } of secrets) {
      const text = `The ${prefix}${word} policy\nis called ${prefix}${word} by all`;
      const vectors = new Map([[space.id, () => Float32Array.from([1, 2, 3])]]);
      await publish(world.stores, org, { externalId: `${word}.txt`, text, access, vectors });
    }
  }
});
afterAll(() => world?.close());

const spec = { name: 'test', version: '1', dimensions: 3, distance: 'cosine' as const };
const everyWord = ['north', 'south'].flatMap((prefix) => secrets.map(({ word }) => prefix + word));

/** Every row of every table that readers may select from, as text; no condition but the database's own. */
async function everything(tx: Transaction): Promise<string> {
  const tables = await tx.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.table_privileges
      WHERE grantee = 'groundwork_app' AND privilege_type = 'SELECT' ORDER BY 1`,
  );
  expect(tables.length).toBeGreaterThan(12);
  let text = '';
  for (const { name } of tables) {
    const rows = await tx.query(
      `SELECT '${name}' AS table_name, to_jsonb(t) - 'values' AS row FROM ${name} t`,
    );
    text += rows.map((row) => JSON.stringify(row)).join('\n');
  }
  return text;
}

const wordsSeenBy = async (principal: Principal) => {
  const text = await world.database.read(principal, everything);
  return everyWord.filter((word) => text.includes(word));
};

test('raw SQL shows a reader the texts that it is on the access list of, and nothing else', async () => {
  expect(await wordsSeenBy(north.ada)).toEqual(['northzebra', 'northyak']);
  expect(await wordsSeenBy(north.ben)).toEqual(['northzebra', 'northwombat']);
  expect(await wordsSeenBy(south.ada)).toEqual(['southzebra', 'southyak']);
  expect(await wordsSeenBy({ ...north.ada, grants: [] })).toEqual([]);
});

test('managing everything is not reading everything', async () => {
  expect(await wordsSeenBy(north.boss)).toEqual(['northzebra']);
  const { documents } = await world.stores.documents.list(north.boss, { limit: 10 });
  expect(documents.map((document) => document.externalId)).toEqual(['zebra.txt', 'yak.txt', 'wombat.txt']);
  const hidden = documents.find((document) => document.externalId === 'yak.txt')!;
  expect(await world.stores.texts.findText(north.boss, hidden.id)).toBeUndefined();
  expect(await world.stores.texts.findText(north.ada, hidden.id)).toMatchObject({
    text: expect.stringContaining('northyak'),
  });
});

test('grants of one Tenant open nothing in another, also where they are spelled alike', async () => {
  const intruder = { ...south.ada, grants: [...north.ada.grants, ...north.ben.grants] };
  expect(await wordsSeenBy(intruder)).toEqual(['southzebra', 'southyak', 'southwombat']);
});

test('every role but the one of a Tenant’s own jobs is blind without a Tenant', async () => {
  for (const role of ['app', 'worker', 'auditor'] as const) {
    const counts = await world.database.operate(async (tx) => {
      await tx.as(role);
      return tx.query(`SELECT (SELECT count(*) FROM chunk)::int AS chunks, (SELECT count(*) FROM document)::int AS documents,
                              (SELECT count(*) FROM posting)::int AS postings`);
    });
    expect(counts).toEqual([{ chunks: 0, documents: 0, postings: 0 }]);
  }
});

test('jobs of a Tenant see all of it, and of no other', async () => {
  const rows = await world.database.work(north.tenantId, (tx) => tx.query('SELECT text FROM chunk'));
  const text = JSON.stringify(rows);
  expect(everyWord.filter((word) => text.includes(word))).toEqual(['northzebra', 'northyak', 'northwombat']);
  await expect(
    world.database.work(north.tenantId, (tx) =>
      tx.query(`INSERT INTO user_group (tenant_id, id, name) VALUES ($1, gen_random_uuid(), 'x')`, [
        south.tenantId,
      ]),
    ),
  ).rejects.toMatchObject({ code: '42501' });
});

test('history is for those with the scope audit', async () => {
  const texts = (principal: Principal) =>
    world.database.audit(principal, (tx) => tx.query('SELECT text FROM chunk'));
  expect((await texts(north.auditor)).length).toBe(6);
  expect(await texts(north.ada)).toEqual([]);
});

test('readers learn how common a word is, never which words there are', async () => {
  const words = await world.database.read(north.ada, (tx) =>
    tx.query<{ term: string }>('SELECT DISTINCT term FROM posting'),
  );
  const known = words.map(({ term }) => term);
  expect(known).toContain('northzebra');
  expect(known).not.toContain('northwombat');
  const { statistics } = await world.stores.index.search(north.ada, {
    terms: new Map([
      ['policy', 1],
      ['southzebra', 1],
      ['northwombat', 1],
    ]),
    limit: 5,
  });
  expect(statistics.chunks).toBe(6);
  expect([...statistics.chunksWith].sort()).toEqual([
    ['northwombat', 2],
    ['policy', 3],
  ]);
});

test('both legs of a search keep to the access lists', async () => {
  const vector = { spaceId: newId(EmbeddingSpaceId), values: Float32Array.from([1, 2, 3]) };
  const [space] = await world.stores.spaces.list(north.tenantId);
  const search = (principal: Principal, spaceId = space!.id) =>
    world.stores.index.search(principal, { terms: new Map(), vector: { ...vector, spaceId }, limit: 50 });
  const names = async (principal: Principal) =>
    [...(await search(principal)).passages.values()].map((passage) => passage.externalId).sort();
  expect(await names(north.ada)).toEqual(['yak.txt', 'yak.txt', 'zebra.txt', 'zebra.txt']);
  expect(await names(north.ben)).toEqual(['wombat.txt', 'wombat.txt', 'zebra.txt', 'zebra.txt']);
  expect(await names(south.ada)).toEqual([]);
  expect(await find(world.stores, north.ada, 'policy')).toEqual(['yak.txt', 'zebra.txt']);
});

test('what was found stays visible only to those on its access list', async () => {
  const { lexical } = await world.stores.index.search(north.ada, {
    terms: new Map([['northyak', 1]]),
    limit: 5,
  });
  const ids = lexical.map((candidate) => candidate.chunkId);
  expect(ids).toHaveLength(2);
  expect(await world.stores.index.stillVisible(north.ada, ids)).toEqual(new Set(ids));
  expect(await world.stores.index.stillVisible(north.ben, ids)).toEqual(new Set());
  expect(await world.stores.index.stillVisible(south.ada, ids)).toEqual(new Set());
});

test('answers, conversations, drafts and cached answers are seen by whom they were made for', async () => {
  const conversationId = newId(ConversationId);
  await world.stores.conversations.create(north.ada, {
    id: conversationId,
    owner: 'user:ada',
    createdAt: new Date(),
  });
  const revision = await world.stores.index.revision(north.ada);
  const answer = answerOf(
    north.ada,
    [{ text: 'It says northyak.', citations: await cite(world.stores, north.ada, 'northyak') }],
    { conversationId, rejected: 'Perhaps northyak too.', revision },
  );
  await world.stores.answers.saveAnswer(north.ada, answer);
  await world.stores.cache.put(north.ada, 'key', revision, answer);
  for (const other of [north.ben, south.ada, { ...south.ada, id: 'ada' }]) {
    const text = await world.database.read(other, everything);
    expect(text).not.toContain('northyak');
    expect(text).not.toContain(conversationId);
    expect(await world.stores.answers.findAnswer(other, answer.id)).toBeUndefined();
    expect(await world.stores.cache.find(other, 'key', revision)).toBeUndefined();
    expect(await world.stores.conversations.find(other, conversationId)).toBeUndefined();
  }
  // The auditor sees that there was an answer; its text was made for eyes that the auditor does not have.
  expect(await world.stores.answers.findAnswer(north.auditor, answer.id)).toMatchObject({
    outcome: { sentences: [], rejected: [] },
    withdrawn: 1,
  });
  expect(await world.database.read(north.ada, everything)).toContain('Perhaps northyak too.');
});
