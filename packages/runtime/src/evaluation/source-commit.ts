import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/**
 * The commit that the checkout around a folder stands at, read from its files: git need not be installed. `undefined`
 * outside a checkout. Changes that are not committed are not told.
 */
export async function findSourceCommit(folder: string): Promise<string | undefined> {
  const git = join(folder, '.git');
  const head = await read(join(git, 'HEAD'));
  if (head === undefined) {
    const parent = dirname(resolve(folder));
    return parent === resolve(folder) ? undefined : findSourceCommit(parent);
  }
  const reference = /^ref: (.+)$/.exec(head)?.[1];
  if (!reference) return head;
  const packed = (await read(join(git, 'packed-refs')))?.split('\n') ?? [];
  return (
    (await read(join(git, reference))) ?? packed.find((line) => line.endsWith(` ${reference}`))?.split(' ')[0]
  );
}

async function read(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return undefined;
  }
}
