import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSourceCommit } from './source-commit.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkout-'));
  await mkdir(join(folder, '.git/refs/heads'), { recursive: true });
  await mkdir(join(folder, 'packages'));
});
afterEach(() => rm(folder, { recursive: true }));

test('follows the branch that is checked out, from any folder inside', async () => {
  await writeFile(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n');
  await writeFile(
    join(folder, '.git/packed-refs'),
    '# pack-refs\nbbb refs/heads/other\naaa refs/heads/main\n',
  );
  expect(await findSourceCommit(join(folder, 'packages'))).toBe('aaa');
  await writeFile(join(folder, '.git/refs/heads/main'), 'ccc\n');
  expect(await findSourceCommit(folder)).toBe('ccc');
});

test('reads a commit that is checked out without a branch', async () => {
  await writeFile(join(folder, '.git/HEAD'), 'ddd\n');
  expect(await findSourceCommit(folder)).toBe('ddd');
});

test('there is none outside a checkout', async () => {
  await rm(join(folder, '.git'), { recursive: true });
  expect(await findSourceCommit(folder)).toBeUndefined();
});
