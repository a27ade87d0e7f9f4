import { describeJobQueue } from '@groundwork/testing';
import pg from 'pg';
import { openJobQueue } from '../src/index.ts';

const url = process.env['TEST_DATABASE_URL'];

if (url) {
  const name = `queue_test_${process.pid}`;
  const server = new pg.Pool({ connectionString: url, max: 1 });
  const address = new URL(url);
  address.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: address.href, max: 2 });
  pool.on('error', () => {}); // dropping the database may catch a connection on its way out
  beforeAll(() => server.query(`CREATE DATABASE ${name}`));
  afterAll(async () => {
    await pool.end();
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.end();
  });
  describeJobQueue('BullMQ on native Postgres', async () => {
    await pool.query('DROP SCHEMA IF EXISTS bullmq CASCADE');
    return { open: ({ graceMs }) => openJobQueue({ url: 'database:', pool, backoffMs: 10, graceMs }) };
  });
} else test.skip('BullMQ on native Postgres as a JobQueue (set TEST_DATABASE_URL)', () => {});
