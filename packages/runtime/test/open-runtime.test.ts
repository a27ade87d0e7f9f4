import { AnswerQuestion } from '@groundwork/answering';
import { AuthenticateApiKey } from '@groundwork/access';
import { CreateCollection, RemoveDocument } from '@groundwork/ingestion';
import { createTestDatabase, type TestDatabaseAddress } from '@groundwork/postgres/testing';
import { SearchPassages } from '@groundwork/retrieval';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAndWait, openLocalTenant, openRuntime, readConfig, type Runtime } from '../src/index.ts';

const redis = process.env['TEST_REDIS_URL'];
// A database of Redis of its own: workers of other suites must not take these jobs.
const queues: [string, string | undefined][] = [
  ['the queue in the database', 'database:'],
  ['the queue in Redis', redis && `${redis}/9`],
];

describe.each(queues)('a runtime with %s', (_, queueUrl) => {
  const run = queueUrl ? test : test.skip;
  let folder: string;
  let database: TestDatabaseAddress;
  let runtime: Runtime;

  const open = () =>
    openRuntime(readConfig({ DATA_DIR: folder, DATABASE_URL: database.url, QUEUE_URL: queueUrl }));

  beforeAll(async () => {
    if (!queueUrl) return;
    folder = await mkdtemp(join(tmpdir(), 'groundwork-runtime-'));
    database = await createTestDatabase();
    runtime = await open();
  });

  afterAll(async () => {
    if (!queueUrl) return;
    await runtime.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  run('ingests, answers with proof, and forgets what is removed', async () => {
    const { principal } = await openLocalTenant(runtime);
    await runtime.startWorkers();
    const { id: collectionId } = await runtime.get(CreateCollection).run(principal, { name: 'shop' });
    const content = new TextEncoder().encode('Opened items can be returned within 14 days.');
    const added = addAndWait(runtime, principal, [{ collectionId, externalId: 'returns.txt', content }]);
    const { value: document } = await added.next();
    expect(document).toMatchObject({ status: 'ready' });

    const question = 'Within how many days can opened items be returned?';
    const outcomes = [];
    for await (const event of runtime.get(AnswerQuestion).run(principal, { question })) outcomes.push(event);
    expect(outcomes.at(-1)).toMatchObject({
      type: 'answer-end',
      answer: { sentences: [{ citations: [{ quote: 'Opened items can be returned within 14 days.' }] }] },
    });

    await runtime.get(RemoveDocument).run(principal, document!.id, 'delete');
    const { passages } = await runtime.get(SearchPassages).run(principal, { query: question, limit: 5 });
    expect(passages).toEqual([]);
  });

  run('opened again it knows the tenant, its key and its data', async () => {
    const before = await openLocalTenant(runtime);
    await runtime.close();
    runtime = await open();
    const after = await openLocalTenant(runtime);
    expect(after).toEqual(before);
    expect(await runtime.get(AuthenticateApiKey).run(after.apiKey)).toEqual(before.principal);
    const health = await runtime.health();
    expect(health.filter(({ ok }) => !ok)).toEqual([]);
  });
});

test('a database that cannot be reached is an operational error with a remedy', async () => {
  const config = readConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nothing' });
  await expect(openRuntime(config)).rejects.toMatchObject({ code: 'database.unavailable' });
});
