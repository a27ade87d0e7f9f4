import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationalError } from '@groundwork/kernel';

/**
 * Claims a data directory for this process: two processes on one would destroy it. A lock whose process is gone —
 * also after kill -9 — is taken over.
 *
 * @returns what gives the directory back. Throws `OperationalError('database.unavailable')` while another holds it.
 */
export async function lockDataDirectory(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'groundwork.lock');
  const self = await processIdentity(process.pid);
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await create(file, self)) return () => rm(file, { force: true });
    const holder = await readFile(file, 'utf8').catch(() => '');
    if (holder && (await isRunning(holder))) {
      throw new OperationalError(
        'database.unavailable',
        `The data directory ${directory} is in use by process ${holder.split(' ')[0]}. ` +
          'Stop it, or choose another directory.',
      );
    }
    await rm(file, { force: true });
  }
  throw new OperationalError('database.unavailable', `The data directory ${directory} cannot be locked`);
}

async function create(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx' });
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
  // Two that found the same stale lock may both get here; the later one's content stands.
  return (await readFile(file, 'utf8').catch(() => '')) === content;
}

async function isRunning(identity: string): Promise<boolean> {
  const pid = Number(identity.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if (!(isSystemError(error) && error.code === 'EPERM')) return false;
  }
  return (await processIdentity(pid)) === identity;
}

/** The process id with, where the system tells it, the start time: in containers ids come round again quickly. */
async function processIdentity(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Field 22 of proc(5), counted after the command name, which may itself hold spaces and brackets.
  const started = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .at(19);
  return started ? `${pid} ${started}` : String(pid);
}

/** By its shape: under a test runner Node's errors are of another realm's class. */
function isSystemError(error: unknown): error is { readonly code: unknown } {
  return typeof error === 'object' && error !== null && 'code' in error;
}
