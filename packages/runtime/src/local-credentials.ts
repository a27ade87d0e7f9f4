import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TenantId } from '@groundwork/kernel';
import { z } from 'zod';

/** How this machine's own tools reach its Tenant: kept in the data folder, readable by its owner only. */
export const LocalCredentials = z.object({ tenantId: TenantId, apiKey: z.string() });
export type LocalCredentials = z.infer<typeof LocalCredentials>;

/** The server that has the data folder open, so that the command line talks to it instead of opening it too. */
export const RunningServer = z.object({ address: z.url(), pid: z.int() });
export type RunningServer = z.infer<typeof RunningServer>;

const credentialsFile = (dataDir: string) => join(dataDir, 'credentials.json');
const serverFile = (dataDir: string) => join(dataDir, 'server.json');

export function findLocalCredentials(dataDir: string): Promise<LocalCredentials | undefined> {
  return readJson(credentialsFile(dataDir), LocalCredentials);
}

export function saveLocalCredentials(dataDir: string, credentials: LocalCredentials): Promise<void> {
  return writePrivate(credentialsFile(dataDir), credentials);
}

/** The server recorded in the data folder, if its process is still alive. */
export async function findRunningServer(dataDir: string): Promise<RunningServer | undefined> {
  const server = await readJson(serverFile(dataDir), RunningServer);
  return server && isAlive(server.pid) ? server : undefined;
}

/** @returns a function that takes the record away again, if it is still this process's. */
export async function recordRunningServer(dataDir: string, address: string): Promise<() => Promise<void>> {
  await writePrivate(serverFile(dataDir), { address, pid: process.pid });
  return async () => {
    const current = await readJson(serverFile(dataDir), RunningServer);
    if (current?.pid === process.pid) await rm(serverFile(dataDir), { force: true });
  };
}

async function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return schema.safeParse(JSON.parse(text)).data;
}

async function writePrivate(path: string, value: unknown): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await chmod(path, 0o600);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, but another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
