import type { JobHandlers } from '@groundwork/jobs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTestDatabase } from '@groundwork/postgres/testing';
import { openStore } from './open-store.ts';

const script = fileURLToPath(new URL('./hang-in-job.ts', import.meta.url));
const prefix = `killed-${process.pid}`;
const { TEST_REDIS_URL: redis, TEST_DATABASE_URL: database } = process.env;

const onDatabase = async (serverUrl: string | undefined) => {
  const { url, drop } = await createTestDatabase(serverUrl);
  await expectRecovery(url).finally(drop);
};

test('embedded: what a killed process was doing is done by the next one', () => onDatabase(''));
(database ? test : test.skip)(
  'native Postgres: what a killed process was doing is done by the next one',
  () => onDatabase(database),
);
(redis ? test : test.skip)('Redis: what a killed process was doing is done by the next one', () =>
  expectRecovery(redis ?? ''),
);

/** The broken-off job runs again, and so does its twin that was enqueued while it ran. */
async function expectRecovery(address: string): Promise<void> {
  const documentId = await killWhileRunning(address);
  const queue = await openStore(address, { prefix, lockMs: 1_000 });
  const seen: string[] = [];
  let both = () => {};
  const twice = new Promise<void>((resolve) => {
    both = resolve;
  });
  const none = async () => {};
  const handlers: JobHandlers = {
    'document.ingest': async (job) => {
      if (job.documentId === documentId && seen.push(job.documentId) === 2) both();
    },
    'space.build': none,
    'document.sweep': none,
    'web-source.fetch': async () => {},
    'web-source.sweep': async () => {},
    'contract.review': async () => {},
    'contract.sweep': async () => {},
    'database.maintain': async () => {},
  };
  await queue.work(handlers, { concurrency: 1 });
  await twice;
  await queue.close();
}

async function killWhileRunning(address: string): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, address, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let output = '';
  for await (const data of child.stdout) {
    output += String(data);
    if (output.includes('\n')) break;
  }
  child.kill('SIGKILL');
  await exited;
  return output.trim();
}
