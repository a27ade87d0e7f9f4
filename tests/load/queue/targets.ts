import type { JobQueueOptions } from '@groundwork/bullmq';
import { openDatabase } from '@groundwork/postgres';
import { Redis } from 'ioredis';
import pg from 'pg';

/** One backend to compare on. Both sides use it as it is given here. */
export interface QueueTarget {
  readonly name: string;
  readonly options: JobQueueOptions;
  /** Jobs in one round. */
  readonly jobs: number;
  close(): Promise<void>;
}

/** The embedded database always; native Postgres and Redis where TEST_DATABASE_URL and TEST_REDIS_URL name them. */
export async function openQueueTargets(): Promise<QueueTarget[]> {
  const targets = [await embedded()];
  const { TEST_DATABASE_URL: database, TEST_REDIS_URL: redis } = process.env;
  if (database) targets.push(await nativePostgres(database));
  if (redis) targets.push(await inRedis(redis));
  return targets;
}

async function embedded(): Promise<QueueTarget> {
  const database = await openDatabase({ url: 'pglite:memory' });
  return {
    name: 'embedded',
    options: { url: 'database:', pool: database.pool },
    jobs: 200,
    close: () => database.close(),
  };
}

async function nativePostgres(url: string): Promise<QueueTarget> {
  const name = `bench_queue_${process.pid}`;
  const server = new pg.Pool({ connectionString: url, max: 1 });
  await server.query(`CREATE DATABASE ${name}`);
  const address = new URL(url);
  address.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: address.href });
  pool.on('error', () => {}); // dropping the database may catch a connection on its way out
  return {
    name: 'native Postgres',
    options: { url: 'database:', pool },
    jobs: 500,
    close: async () => {
      await pool.end();
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.end();
    },
  };
}

async function inRedis(url: string): Promise<QueueTarget> {
  const redis = new Redis(url);
  return {
    name: 'Redis',
    options: { url },
    jobs: 2_000,
    close: async () => {
      const keys = await redis.keys('bench-*');
      if (keys.length > 0) await redis.del(keys);
      await redis.quit();
    },
  };
}
