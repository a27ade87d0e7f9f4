import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperationalError, UserError } from '@groundwork/kernel';
import { openDatabase } from '@groundwork/postgres';
import { embeddedTemplate } from '@groundwork/postgres/testing';

let directory: string;
let templateDirectory: string;
beforeAll(async () => {
  templateDirectory = await embeddedTemplate();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'groundwork-open-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = () => openDatabase({ url: `pglite:${directory}`, templateDirectory });
const lockFile = () => join(directory, 'groundwork.lock');

test('keeps its data from one opening to the next', async () => {
  const first = await open();
  await first.operate((tx) => tx.query(`INSERT INTO tenant VALUES (gen_random_uuid(), 'Kept', now())`));
  await first.close();
  const second = await open();
  expect(await second.operate((tx) => tx.query('SELECT name FROM tenant'))).toEqual([{ name: 'Kept' }]);
  await second.close();
});

test('refuses a directory that is open already, and says who holds it', async () => {
  const first = await open();
  await expect(open()).rejects.toThrow(OperationalError);
  await expect(open()).rejects.toThrow(`process ${process.pid}`);
  await first.close();
  await (await open()).close();
});

test('refuses a directory that another running process holds', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(other, 'spawn');
  await writeFile(lockFile(), await identityOf(other.pid!));
  await expect(open()).rejects.toThrow(`process ${other.pid}`);
  other.kill('SIGKILL');
  await once(other, 'exit');
  await (await open()).close();
});

test('takes over the lock of a process that is gone, also where its number was given again', async () => {
  await writeFile(lockFile(), '999999999');
  await (await open()).close();
  await writeFile(lockFile(), `${process.pid} 1`);
  const database = await open();
  expect(await readFile(lockFile(), 'utf8')).toContain(String(process.pid));
  await database.close();
});

test('after closing, every use is an operational error', async () => {
  const database = await open();
  const client = await database.pool.connect();
  await database.close();
  await expect(database.pool.query('SELECT 1')).rejects.toMatchObject({ code: 'database.unavailable' });
  await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: 'database.unavailable' });
  await expect(database.own((tx) => tx.query('SELECT 1'))).rejects.toMatchObject({
    code: 'database.unavailable',
  });
});

test('names an address that it does not understand', async () => {
  await expect(openDatabase({ url: 'mysql://nowhere' })).rejects.toThrow(UserError);
  await expect(openDatabase({ url: 'pglite:' })).rejects.toThrow(UserError);
});

test('an unreachable server is an operational error', async () => {
  const opening = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/nothing' });
  await expect(opening).rejects.toMatchObject({ code: 'database.unavailable' });
});

async function identityOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return started ? `${pid} ${started}` : String(pid);
}
