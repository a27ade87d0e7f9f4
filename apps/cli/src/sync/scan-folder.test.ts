import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInside, scanFolder } from './scan-folder.ts';

const signal = new AbortController().signal;
let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'groundwork-scan-'));
  folder = join(root, 'docs');
  await mkdir(join(folder, 'sub/.git'), { recursive: true });
  await writeFile(join(root, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'b.md'), 'same');
  await writeFile(join(folder, 'sub/a.md'), 'same');
  await writeFile(join(folder, 'sub/手册.md'), '手册');
  await writeFile(join(folder, 'sub/.git/config'), 'x');
  await writeFile(join(folder, '.hidden.md'), 'x');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const names = async () => (await scanFolder(folder, signal)).files.map(({ externalId }) => externalId);

test('files come in a stable order with their hashes; hidden ones are left out', async () => {
  const { files, unreadable } = await scanFolder(folder, signal);
  expect(files.map(({ externalId }) => externalId)).toEqual(['b.md', 'sub/a.md', 'sub/手册.md']);
  expect(files[0]!.sha256).toBe(files[1]!.sha256);
  expect(files[0]!.sha256).not.toBe(files[2]!.sha256);
  expect(unreadable).toEqual([]);
});

test('what the ignore file names is left out', async () => {
  await writeFile(join(folder, '.groundworkignore'), 'sub/\n');
  expect(await names()).toEqual(['b.md']);
});

test('links are reported and not followed, wherever they lead', async () => {
  await symlink(join(root, 'secret.txt'), join(folder, 'out.md'));
  await symlink(root, join(folder, 'up'));
  await symlink(join(folder, 'b.md'), join(folder, 'in.md'));
  const { files, links } = await scanFolder(folder, signal);
  expect(files).toHaveLength(3);
  expect(links).toEqual(['in.md', 'out.md', 'up']);
});

test('a file or folder that has become a link since it was listed is not read', async () => {
  await rm(join(folder, 'b.md'));
  await symlink(join(root, 'secret.txt'), join(folder, 'b.md'));
  await expect(readInside(folder, 'b.md')).rejects.toMatchObject({ code: 'ELOOP' });
  await rename(join(folder, 'sub'), join(root, 'moved'));
  await symlink(join(root, 'moved'), join(folder, 'sub'));
  await expect(readInside(folder, 'sub/a.md')).rejects.toMatchObject({ code: 'request.invalid' });
  await expect(readInside(folder, '../secret.txt')).rejects.toMatchObject({ code: 'request.invalid' });
});

test('a folder may itself be reached by a link', async () => {
  await symlink(folder, join(root, 'link'));
  expect((await scanFolder(join(root, 'link'), signal)).files).toHaveLength(3);
  expect((await readInside(join(root, 'link'), 'b.md')).toString()).toBe('same');
});

test('a missing folder, or a file in its place, is a fault of the caller', async () => {
  for (const path of [join(root, 'nowhere'), join(root, 'secret.txt')]) {
    await expect(scanFolder(path, signal)).rejects.toMatchObject({ code: 'request.invalid' });
  }
});

// The superuser reads everything; then there is nothing to see here.
const unlessRoot = process.getuid?.() === 0 ? test.skip : test;
unlessRoot('what cannot be read is named, and the rest goes on (skipped for the superuser)', async () => {
  await chmod(join(folder, 'b.md'), 0);
  await chmod(join(folder, 'sub'), 0);
  expect(await scanFolder(folder, signal)).toMatchObject({
    files: [],
    unreadable: [
      { externalId: 'b.md', isFolder: false, reason: 'EACCES' },
      { externalId: 'sub', isFolder: true, reason: 'EACCES' },
    ],
  });
  await chmod(join(folder, 'sub'), 0o755);
});
