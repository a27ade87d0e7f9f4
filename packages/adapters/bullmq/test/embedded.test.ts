import { openDatabase, type Database } from '@groundwork/postgres';
import { describeJobQueue } from '@groundwork/testing';
import { openJobQueue } from '../src/index.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ url: 'pglite:memory' });
});
afterAll(() => database.close());

describeJobQueue('BullMQ on the embedded database', async () => {
  const { pool } = database;
  await pool.query('DROP SCHEMA IF EXISTS bullmq CASCADE');
  return { open: ({ graceMs }) => openJobQueue({ url: 'database:', pool, backoffMs: 10, graceMs }) };
});
