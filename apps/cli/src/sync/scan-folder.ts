import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { UserError } from '@groundwork/kernel';
import { readIgnoreFile } from './ignore-file.ts';

/** A file of the folder; `externalId` is its path below the folder, with `/`. */
export interface ScannedFile {
  readonly externalId: string;
  readonly sha256: string;
}

export interface Unreadable {
  readonly externalId: string;
  /** Of a folder nothing below it is known, so nothing below it may be deleted. */
  readonly isFolder: boolean;
  readonly reason: string;
}

export interface FolderScan {
  readonly files: readonly ScannedFile[];
  readonly unreadable: readonly Unreadable[];
  /** Symbolic links: not followed, wherever they lead. */
  readonly links: readonly string[];
}

/**
 * What is in a folder now, in a stable order. Hidden files and what `.groundworkignore` names are no part of it.
 * Throws `UserError('request.invalid')` where there is no such folder.
 */
export async function scanFolder(folder: string, signal: AbortSignal): Promise<FolderScan> {
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new UserError('request.invalid', `There is no folder "${folder}".`);
  const root = await realpath(folder);
  const isIgnored = await readIgnoreFile(root);
  const files: ScannedFile[] = [];
  const unreadable: Unreadable[] = [];
  const links: string[] = [];

  const visit = async (below: string): Promise<void> => {
    const entries = await readdir(join(root, below), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      signal.throwIfAborted();
      const externalId = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.name.startsWith('.') || isIgnored(externalId)) continue;
      const fail = (error: unknown) => {
        const reason = (error as NodeJS.ErrnoException).code ?? String(error);
        unreadable.push({ externalId, isFolder: entry.isDirectory(), reason });
      };
      if (entry.isSymbolicLink()) links.push(externalId);
      else if (entry.isDirectory()) await visit(externalId).catch(fail);
      else if (entry.isFile()) {
        await hashFile(root, externalId).then((sha256) => files.push({ externalId, sha256 }), fail);
      }
    }
  };
  await visit('');
  return { files, unreadable, links };
}

/** The bytes of a file of the folder. Throws where it is a link by now, or lies elsewhere. */
export async function readInside(folder: string, externalId: string): Promise<Buffer> {
  const file = await openInside(await realpath(folder), externalId);
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function hashFile(root: string, externalId: string): Promise<string> {
  const file = await openInside(root, externalId);
  const hash = createHash('sha256');
  // The stream closes the file.
  for await (const part of file.createReadStream()) hash.update(part as Buffer);
  return hash.digest('hex');
}

async function openInside(root: string, externalId: string) {
  const path = join(root, externalId);
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    // A folder on the way may have become a link since it was listed.
    if (!(await realpath(path)).startsWith(root + sep)) {
      throw new UserError('request.invalid', `"${externalId}" lies outside the folder.`);
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
