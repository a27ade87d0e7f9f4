import { describeJobQueue } from '@groundwork/testing';
import { Redis } from 'ioredis';
import { openJobQueue } from '../src/index.ts';

const url = process.env['TEST_REDIS_URL'];

if (url) {
  const prefix = `test-${process.pid}`;
  const redis = new Redis(url);
  const clear = async () => {
    const keys = await redis.keys(`${prefix}:*`);
    if (keys.length > 0) await redis.del(keys);
  };
  afterAll(async () => {
    await clear();
    await redis.quit();
  });
  describeJobQueue('BullMQ on Redis', async () => {
    await clear();
    return { open: ({ graceMs }) => openJobQueue({ url, prefix, backoffMs: 10, graceMs }) };
  });
} else test.skip('BullMQ on Redis as a JobQueue (set TEST_REDIS_URL)', () => {});
