import { silentLogger, UserError, type Logger } from '@groundwork/kernel';
import { jobs, type JobDefinition } from '@groundwork/jobs';
import { BullmqJobQueue } from './bullmq-job-queue.ts';
import { openPostgresBackend, type QueuePool } from './postgres-backend.ts';
import { openRedisBackend } from './redis-backend.ts';

export interface JobQueueOptions {
  /** `database:` (the pool's database) or `redis://…`, `rediss://…`. */
  readonly url: string;
  /**
   * For `database:`. A native `pg.Pool` is only read for its settings; any other pool is taken for the embedded
   * database: one session, one process. Its user must be allowed to create the schema `bullmq` at the first start.
   */
  readonly pool?: QueuePool;
  /** Key prefix in Redis; default `groundwork`. */
  readonly prefix?: string;
  readonly logger?: Logger;
  /** Jobs that may be enqueued; default: the catalogue. */
  readonly catalogue?: readonly JobDefinition[];
  readonly lockMs?: number;
  readonly backoffMs?: number;
  readonly graceMs?: number;
}

/** Open the queue that the address names. Throws `OperationalError('queue.unavailable')`. */
export async function openJobQueue(options: JobQueueOptions): Promise<BullmqJobQueue> {
  const { url, pool, prefix = 'groundwork', logger = silentLogger, catalogue = jobs } = options;
  const backend = await openBackend(url, pool, prefix, catalogue.length);
  try {
    await backend.ready();
  } catch (error) {
    await backend.close();
    throw error;
  }
  const { lockMs = 30_000, backoffMs = 2_000, graceMs = 5_000 } = options;
  return new BullmqJobQueue({ backend, catalogue, logger, lockMs, backoffMs, graceMs });
}

function openBackend(url: string, pool: QueuePool | undefined, prefix: string, lines: number) {
  if (/^rediss?:/.test(url)) return openRedisBackend(url, prefix);
  if (url === 'database:' && pool) return openPostgresBackend(pool, lines);
  throw new UserError('config.invalid', `QUEUE_URL must be database: or redis://…, not ${url}.`);
}
