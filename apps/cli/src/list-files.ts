import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { UserError } from '@groundwork/kernel';

/** A file to ingest: where it is, and the name its Document goes by. */
export interface FoundFile {
  readonly path: string;
  /** Relative to the folder it was found under, with `/`; the bare name for a file named directly. */
  readonly externalId: string;
}

/**
 * The files under the paths, in a stable order; hidden files and folders are left out. Links are not followed.
 * Throws `UserError('request.invalid')` for a path that does not exist.
 */
export async function listFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const path of paths) {
    const entry = await stat(path).catch(() => undefined);
    if (!entry) throw new UserError('request.invalid', `There is no file or folder "${path}".`);
    if (entry.isDirectory()) found.push(...(await listFolder(resolve(path))));
    else found.push({ path: resolve(path), externalId: basename(path) });
  }
  return found;
}

async function listFolder(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, externalId: relative(folder, path).split(sep).join('/') }))
    .filter(({ externalId }) => !externalId.split('/').some((part) => part.startsWith('.')))
    .sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
}
