import { OperationalError } from '@groundwork/kernel';
import { createRedisBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueBackend } from './queue-backend.ts';

const openWithinMs = 10_000;

/**
 * Jobs in Redis 5 or newer (`redis://`, `rediss://`). Redis must not evict keys (`maxmemory-policy noeviction`).
 * Producers give up after a few tries, so that a request is answered; workers reconnect for as long as it takes.
 */
export async function openRedisBackend(url: string, prefix: string): Promise<QueueBackend> {
  const producer = new Redis(url, { maxRetriesPerRequest: 2, lazyConnect: true, connectTimeout: 5_000 });
  producer.on('error', () => {}); // reported where a command fails
  const consumers: Redis[] = [];
  const consumer = () => {
    const client = new Redis(url, { maxRetriesPerRequest: null });
    client.on('error', () => {});
    consumers.push(client);
    return client;
  };
  return {
    factory: (name, options, kind) =>
      createRedisBackend(
        name,
        {
          ...options,
          prefix,
          connection: kind?.withBlockingConnection ? consumer() : producer,
        } as Parameters<typeof createRedisBackend>[1],
        kind,
      ),
    prefix,
    exclusive: false,
    idleSeconds: 10,
    ready: async () => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('no answer')), openWithinMs);
      });
      try {
        await Promise.race([producer.ping(), late]);
      } catch (cause) {
        throw new OperationalError('queue.unavailable', 'Redis does not answer.', { cause });
      } finally {
        clearTimeout(timer);
      }
    },
    close: async () => {
      for (const client of [producer, ...consumers]) client.disconnect();
    },
  };
}
