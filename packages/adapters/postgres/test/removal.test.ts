import type { DocumentId } from '@groundwork/kernel';
import { answerOf, abstentionOf, cite } from './outcomes.ts';
import { find, openWorld, type Org, publish, type World } from './world.ts';

let world: World;
let org: Org;
let secret: DocumentId;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  await world.reset();
  org = await world.addOrg('North');
  const space = await world.stores.spaces.ensure(org.tenantId, {
    name: 'test',
    version: '1',
    dimensions: 2,
    distance: 'cosine',
  });
  const vectors = new Map([[space.id, () => Float32Array.from([1, 1])]]);
  secret = await publish(world.stores, org, {
    externalId: 'secret.txt',
    text: 'the quokka plan\nquokka again',
    vectors,
  });
  await publish(world.stores, org, { externalId: 'other.txt', text: 'the plan of others', vectors });
});
afterAll(() => world?.close());

/** Everything the database holds, history included, as text. */
async function everything(): Promise<string> {
  const tables = await world.database.pool.query(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant_id'`,
  );
  return world.database.work(org.tenantId, async (tx) => {
    let text = '';
    for (const { name } of tables.rows) {
      text += JSON.stringify(await tx.query(`SELECT to_jsonb(t) AS row FROM ${String(name)} t`));
    }
    const originals = await tx.query<{ data: Buffer }>('SELECT data FROM document_original');
    return text + originals.map((row) => row.data.toString()).join();
  });
}

const rowsOf = async (table: string) =>
  (await world.database.work(org.tenantId, (tx) => tx.query(`SELECT * FROM ${table}`))).length;

async function storeAnswers() {
  const quokka = await cite(world.stores, org.ben, 'quokka');
  const others = await cite(world.stores, org.ben, 'others');
  const revision = await world.stores.index.revision(org.ben);
  const answer = answerOf(
    org.ben,
    [
      { text: 'Quokka comes first.', citations: quokka },
      { text: 'Others have a plan.', citations: others },
      { text: 'Quokka and others agree.', citations: [quokka[0]!, others[0]!] },
    ],
    { rejected: 'The quokka is certain.', revision },
  );
  const abstention = abstentionOf(org.ben, quokka);
  await world.stores.answers.saveAnswer(org.ben, answer);
  await world.stores.answers.saveAnswer(org.ben, abstention);
  await world.stores.cache.put(org.ben, 'key', revision, answer);
  expect(await world.stores.cache.find(org.ben, 'key', revision)).toEqual(answer);
  return { answer, abstention, revision };
}

const changes = {
  delete: () => world.stores.documents.remove(org.boss, secret, 'delete'),
  erase: () => world.stores.documents.remove(org.boss, secret, 'erase'),
  revoke: () => world.stores.documents.setAccess(org.boss, secret, ['user:nobody']),
};

test.each(Object.keys(changes) as (keyof typeof changes)[])(
  'after %s commits, no path leads to the text any more',
  async (change) => {
    const { answer, abstention, revision } = await storeAnswers();
    const { lexical } = await world.stores.index.search(org.ben, {
      terms: new Map([['quokka', 1]]),
      limit: 9,
    });
    expect(await changes[change]()).toBe(true);
    expect(await find(world.stores, org.ben, 'quokka plan')).toEqual(['other.txt']);
    const [space] = await world.stores.spaces.list(org.tenantId);
    const { vector } = await world.stores.index.search(org.ben, {
      terms: new Map(),
      vector: { spaceId: space!.id, values: Float32Array.from([1, 1]) },
      limit: 9,
    });
    expect(vector).toHaveLength(1);
    expect(
      await world.stores.index.stillVisible(
        org.ben,
        lexical.map((one) => one.chunkId),
      ),
    ).toEqual(new Set());
    expect(await world.stores.documents.find(org.ben, secret)).toBeUndefined();
    expect(await world.stores.texts.findText(org.ben, secret)).toBeUndefined();
    expect(await world.stores.cache.find(org.ben, 'key', revision)).toBeUndefined();
    expect(await world.stores.answers.findAnswer(org.ben, answer.id)).toMatchObject({
      outcome: { sentences: [{ text: 'Others have a plan.' }], rejected: [] },
      withdrawn: 2,
    });
    expect(await world.stores.answers.findAnswer(org.ben, abstention.id)).toMatchObject({
      outcome: { nearest: [] },
    });
    expect(await rowsOf('answer_cache')).toBe(0);
    expect(await world.stores.index.revision(org.ben)).not.toBe(revision);
  },
);

test('deletion takes the index with it and leaves the text to auditors', async () => {
  const before = new Date(Date.now() + 1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await changes.delete();
  expect(await rowsOf('embedding')).toBe(1);
  const terms = await world.database.work(org.tenantId, (tx) =>
    tx.query('SELECT DISTINCT term FROM posting ORDER BY 1'),
  );
  expect(terms.map((row) => row['term'])).toEqual(['of', 'others', 'plan', 'the']);
  expect(await everything()).toContain('quokka plan');
  const then: string[] = [];
  const query = { at: before, grants: ['everyone'] };
  for await (const passage of world.stores.index.scanAsOf(org.auditor, query)) then.push(passage.text);
  expect(then.sort()).toEqual(['quokka again', 'the plan of others', 'the quokka plan']);
});

test('erasure leaves the text nowhere, not even in history, drafts or quotes', async () => {
  await storeAnswers();
  expect(await everything()).toContain('quokka');
  await changes.erase();
  expect(await everything()).not.toMatch(/quokka/i);
});

test('what was deleted before can still be erased, by those who manage', async () => {
  await storeAnswers();
  await changes.delete();
  expect(await world.stores.documents.remove(org.ben, secret, 'erase')).toBe(false);
  expect(await changes.erase()).toBe(true);
  expect(await everything()).not.toMatch(/quokka/i);
});

test('an answer saved after the erasure of its source does not bring the text back', async () => {
  const quokka = await cite(world.stores, org.ben, 'quokka');
  await changes.erase();
  const answer = answerOf(org.ben, [{ text: 'Quokka comes first.', citations: quokka }], {
    rejected: 'Quokka!',
  });
  await world.stores.answers.saveAnswer(org.ben, answer);
  expect(await everything()).not.toMatch(/quokka/i);
  expect(await world.stores.answers.findAnswer(org.ben, answer.id)).toMatchObject({ withdrawn: 1 });
});

test('an answer from before a change is not cached after it', async () => {
  const revision = await world.stores.index.revision(org.ben);
  const answer = answerOf(org.ben, [{ text: 'Q.', citations: await cite(world.stores, org.ben, 'quokka') }]);
  await changes.revoke();
  await world.stores.cache.put(org.ben, 'key', revision, answer);
  expect(await rowsOf('answer_cache')).toBe(0);
});

test('access given back makes the text and its answers visible again', async () => {
  const { answer } = await storeAnswers();
  await changes.revoke();
  await world.stores.documents.setAccess(org.boss, secret, ['everyone']);
  expect(await find(world.stores, org.ben, 'quokka')).toEqual(['secret.txt']);
  expect(await world.stores.answers.findAnswer(org.ben, answer.id)).toMatchObject({ withdrawn: 0 });
});

test('a new version withdraws the words that it dropped, and marks answers as outdated', async () => {
  const { answer } = await storeAnswers();
  await publish(world.stores, org, { externalId: 'secret.txt', text: 'the wallaby plan' });
  expect(await find(world.stores, org.ben, 'quokka')).toEqual([]);
  expect(await find(world.stores, org.ben, 'wallaby')).toEqual(['secret.txt']);
  expect(await world.stores.answers.findAnswer(org.ben, answer.id)).toMatchObject({
    withdrawn: 0,
    outdated: true,
  });
  expect((await world.stores.texts.findText(org.ben, secret))?.text).toBe('the wallaby plan');
  expect(await world.database.read(org.ben, (tx) => tx.query('SELECT text FROM chunk'))).toHaveLength(2);
});

test('a Document stays as it is when the transaction that removes it fails', async () => {
  const removing = world.database.work(org.tenantId, async (tx) => {
    await tx.query('UPDATE document SET deleted_at = now() WHERE id = $1', [secret]);
    throw new Error('no');
  });
  await expect(removing).rejects.toThrow('no');
  expect(await find(world.stores, org.ben, 'quokka')).toEqual(['secret.txt']);
});

test('history cannot be rewritten', async () => {
  await changes.delete();
  const touched = await world.database.work(org.tenantId, (tx) =>
    tx.query(`UPDATE chunk SET text = 'lies', valid_to = NULL WHERE document_id = $1 RETURNING id`, [secret]),
  );
  expect(touched).toEqual([]);
});
