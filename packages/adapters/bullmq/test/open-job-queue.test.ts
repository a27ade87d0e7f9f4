import { ingestDocument, type JobHandlers } from '@groundwork/jobs';
import { DocumentId, newId, OperationalError, TenantId, type Logger } from '@groundwork/kernel';
import { openTestDatabase, type TestDatabase } from '@groundwork/postgres/testing';
import { openJobQueue } from '../src/index.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase('');
});
afterAll(() => opened.close());

test('an address it does not know is a fault of the configuration', async () => {
  await expect(openJobQueue({ url: 'amqp://localhost' })).rejects.toMatchObject({ code: 'config.invalid' });
  await expect(openJobQueue({ url: 'database:' })).rejects.toMatchObject({ code: 'config.invalid' });
});

test('a Redis that is not there is said to be unavailable', async () => {
  await expect(openJobQueue({ url: 'redis://127.0.0.1:1' })).rejects.toMatchObject({
    code: 'queue.unavailable',
  });
});

test("a table that would take the place of one of the queue's is reported at the start", async () => {
  const { pool } = opened.database;
  await pool.query('CREATE TABLE public.dedup (id integer)');
  const opening = openJobQueue({ url: 'database:', pool });
  await expect(opening).rejects.toMatchObject({
    code: 'queue.unavailable',
    message: expect.stringContaining('hide: dedup'),
  });
  await pool.query('DROP TABLE public.dedup');
});

test('errors are reported by who must act: retries as warnings, bugs and exhausted jobs as errors', async () => {
  const lines: string[] = [];
  const log =
    (level: string): Logger['info'] =>
    (event, { code, final } = {}) =>
      void lines.push([level, event, code, final].join(' '));
  const logger: Logger = { info: log('info'), warn: log('warn'), error: log('error') };
  const queue = await openJobQueue({ url: 'database:', pool: opened.database.pool, backoffMs: 5, logger });
  let runs = 0;
  const ingest = async () => {
    if (++runs === 2) throw new TypeError('a bug');
    throw new OperationalError('database.unavailable', 'down');
  };
  const none = async () => {};
  const handlers: JobHandlers = {
    'document.ingest': ingest,
    'space.build': none,
    'document.sweep': none,
    'web-source.fetch': none,
    'web-source.sweep': none,
    'contract.review': none,
    'contract.sweep': none,
    'database.maintain': none,
  };
  await queue.work(handlers, { concurrency: 1 });
  await queue.enqueue(ingestDocument, { tenantId: newId(TenantId), documentId: newId(DocumentId) });
  while (lines.length < ingestDocument.attempts) await new Promise((resolve) => setTimeout(resolve, 10));
  await queue.close();
  expect(lines).toEqual([
    'warn job.failed database.unavailable false',
    'error job.failed  false',
    'warn job.failed database.unavailable false',
    'error job.failed database.unavailable true',
  ]);
});
