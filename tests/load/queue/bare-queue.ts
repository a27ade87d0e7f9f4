import { createPostgresBackend, Queue, withBackend, Worker, type PgPool } from 'bullmq';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { MeasuredQueue } from '../queue.bench.ts';
import type { QueueTarget } from './targets.ts';

/** BullMQ as its manual shows it: one queue, one worker, default options; done jobs are removed as ours are. */
export async function openBareQueue({ options: { url, pool } }: QueueTarget): Promise<MeasuredQueue> {
  const data = () => ({ tenantId: randomUUID(), documentId: randomUUID() });
  const options = { removeOnComplete: true };
  if (!pool) {
    const at = new URL(url);
    const connection = { host: at.hostname, port: Number(at.port || 6379), maxRetriesPerRequest: null };
    const queue = new Queue('bare', { connection, prefix: 'bench-bare' });
    let worker: Worker | undefined;
    return {
      add: async () => void (await queue.add('ingest', data(), options)),
      work: async (handle, concurrency) => {
        worker = new Worker('bare', async () => handle(), { connection, concurrency, prefix: 'bench-bare' });
        await worker.waitUntilReady();
      },
      close: async () => {
        await worker?.close();
        await queue.close();
      },
    };
  }
  const postgres = withBackend(createPostgresBackend);
  const connection = searching(pool);
  const queue = new postgres.Queue('bare', { connection });
  let worker: { close(): Promise<void> } | undefined;
  return {
    add: async () => void (await queue.add('ingest', data(), options)),
    work: async (handle, concurrency) => {
      const started = new postgres.Worker('bare', async () => handle(), { connection, concurrency });
      worker = started;
      await started.waitUntilReady();
    },
    close: async () => {
      await worker?.close();
      await queue.close();
      if (connection instanceof pg.Pool) await connection.end();
    },
  };
}

/** BullMQ wants its schema in the search path; the embedded session has it once our queue has been opened. */
function searching(pool: NonNullable<QueueTarget['options']['pool']>): PgPool {
  // The embedded pool serves what BullMQ describes as a Pool; its types are only narrower.
  if (!(pool instanceof pg.Pool)) return pool as unknown as PgPool;
  return new pg.Pool({ ...pool.options, options: '-c search_path=bullmq', keepAlive: true }) as PgPool;
}
