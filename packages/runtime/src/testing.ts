/** For tests of apps: a runtime of their own, and a Tenant in it. */
import { CreateTenant, IssueApiKey } from '@groundwork/access';
import { type Grant, type Principal, type Scope, systemPrincipal } from '@groundwork/kernel';
import { createTestDatabase } from '@groundwork/postgres/testing';
import { readConfig } from './config.ts';
import { openRuntime } from './open-runtime.ts';
import type { Runtime } from './runtime.ts';

/** A runtime on a database of its own with its workers running; on the real services where those are set. */
export async function openTestRuntime(settings: Readonly<Record<string, string>> = {}): Promise<Runtime> {
  const database = await createTestDatabase();
  const runtime = await openRuntime(
    readConfig({
      DATABASE_URL: database.url,
      EMBEDDING_MODEL: 'offline-fast:',
      MAX_UPLOAD_MB: '2',
      RATE_LIMIT_PER_MINUTE: '100000',
      ...settings,
    }),
  );
  await runtime.startWorkers();
  const close = async () => {
    await runtime.close();
    await database.drop();
  };
  return { ...runtime, close };
}

/** A fresh Tenant and the means to act in it. */
export async function openTestTenant(runtime: Runtime, name = 'Test') {
  const { id } = await runtime.get(CreateTenant).run({ name });
  const system: Principal = systemPrincipal(id, 'test');
  const keyFor = async (scopes: Scope[], grants: Grant[] = ['everyone']) =>
    (await runtime.get(IssueApiKey).run(system, { name: 'test', scopes, grants })).secret;
  return { id, system, keyFor, admin: await keyFor(['admin']) };
}
