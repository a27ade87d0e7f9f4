import type { Runtime } from '@groundwork/runtime';
import {
  addText,
  call,
  createCollection,
  openTestApp,
  openTestRuntime,
  openTestTenant,
  type TestApp,
} from './open-test-app.ts';

let runtime: Runtime;
let app: TestApp;
beforeAll(async () => {
  runtime = await openTestRuntime();
  app = await openTestApp(runtime);
});
afterAll(async () => {
  await app?.close();
  await runtime?.close();
});

async function openOffice(name: string) {
  const tenant = await openTestTenant(runtime, name);
  const collection = await createCollection(app.url, tenant.admin, 'Handbook');
  await addText(app.url, tenant.admin, collection, {
    externalId: 'leave.md',
    text: '# Annual leave\n\nEvery employee has 25 days of annual leave a year.',
  });
  await addText(app.url, tenant.admin, collection, {
    externalId: 'doors.md',
    text: '# Doors\n\nThe warehouse opens at eight in the morning.',
  });
  const ask = (method: string, path: string, body?: unknown, key = tenant.admin) =>
    call(app.url, method, path, { key, ...(body === undefined ? {} : { body }) });
  const lexicalOf = async (query: string) =>
    (await ask('POST', '/v1/search', { query })).body.passages
      .filter(({ scores }: { scores: { lexical?: number } }) => scores.lexical !== undefined)
      .map(({ externalId }: { externalId: string }) => externalId);
  return { tenant, ask, lexicalOf };
}

test('an entry is put, listed, used at once by its own tenant alone, and deleted', async () => {
  const north = await openOffice('North');
  const south = await openOffice('South');
  expect(await north.lexicalOf('PTO')).toEqual([]);
  const entry = { kind: 'synonyms', terms: ['PTO', 'annual leave', '年假'] };
  for (let times = 0; times < 2; times++) {
    const { status, body } = await north.ask('PUT', '/v1/lexicon/time%20off', entry);
    expect([status, body]).toEqual([200, { name: 'time off', ...entry }]);
  }
  expect((await north.ask('GET', '/v1/lexicon')).body).toEqual({ entries: [{ name: 'time off', ...entry }] });
  expect(await north.lexicalOf('PTO')).toEqual(['leave.md']);
  expect(await north.lexicalOf('年假')).toEqual(['leave.md']);
  expect(await south.lexicalOf('PTO')).toEqual([]);
  expect((await south.ask('GET', '/v1/lexicon')).body).toEqual({ entries: [] });
  expect((await south.ask('DELETE', '/v1/lexicon/time%20off')).body.error.code).toBe('lexicon.not-found');
  expect((await north.ask('DELETE', '/v1/lexicon/time%20off')).status).toBe(204);
  expect(await north.lexicalOf('PTO')).toEqual([]);
});

test('an answer from before a change is not served after it', async () => {
  const { ask } = await openOffice('East');
  const question = { question: 'How much PTO does every employee have a year?' };
  const before = (await ask('POST', '/v1/answers', question)).body;
  await ask('PUT', '/v1/lexicon/leave', { kind: 'synonyms', terms: ['PTO', 'annual leave'] });
  const after = (await ask('POST', '/v1/answers', question)).body;
  const again = (await ask('POST', '/v1/answers', question)).body;
  expect(after.retrieval?.revision ?? after.id).not.toBe(before.retrieval?.revision ?? before.id);
  expect(again.kind).toBe(after.kind);
});

test('many entries come as JSON or CSV, all or none, with the line at fault', async () => {
  const { ask } = await openOffice('West');
  const csv = 'kind,terms\nsynonyms,MPF,強積金\nword,Groundwork 3000\n';
  expect((await ask('POST', '/v1/lexicon/import', { csv })).body).toEqual({ put: 2, removed: 0, entries: 2 });
  const faulty = await ask('POST', '/v1/lexicon/import', { csv: 'word,a1\nsynonyms,the,PTO' });
  expect(faulty.status).toBe(400);
  expect(faulty.body.error.message).toMatch(/line 2: "the" holds nothing that is searched for/);
  const entries = [{ kind: 'expansion', terms: ['benefits', 'dental', 'medical'] }];
  expect((await ask('POST', '/v1/lexicon/import', { entries, replace: true })).body).toEqual({
    put: 1,
    removed: 2,
    entries: 1,
  });
  expect((await ask('PUT', '/v1/lexicon/x', { kind: 'nonsense', terms: ['a'] })).status).toBe(400);
});

test('readers neither see nor change it', async () => {
  const { tenant, ask } = await openOffice('Centre');
  const key = await tenant.keyFor(['search', 'answer']);
  for (const [method, path, body] of [
    ['GET', '/v1/lexicon'],
    ['PUT', '/v1/lexicon/x', { kind: 'word', terms: ['x1'] }],
    ['DELETE', '/v1/lexicon/x'],
    ['POST', '/v1/lexicon/import', { csv: 'word,x1' }],
  ] as const) {
    expect((await ask(method, path, body, key)).status).toBe(403);
  }
});
