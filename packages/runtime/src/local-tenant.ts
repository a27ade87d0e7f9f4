import { AuthenticateApiKey, CreateTenant, IssueApiKey, SaveUser } from '@groundwork/access';
import { type Principal, systemPrincipal } from '@groundwork/kernel';
import { findLocalCredentials, type LocalCredentials, saveLocalCredentials } from './local-credentials.ts';
import type { Runtime } from './runtime.ts';

/**
 * The Tenant of this machine's own tools, opened on first use: one Tenant, one user who owns it, one API key kept in
 * the data folder. A key that the database no longer knows (another database was configured) is replaced.
 */
export async function openLocalTenant(
  runtime: Runtime,
): Promise<LocalCredentials & { readonly principal: Principal }> {
  const { dataDir } = runtime.config;
  const known = await findLocalCredentials(dataDir);
  const principal =
    known &&
    (await runtime
      .get(AuthenticateApiKey)
      .run(known.apiKey)
      .catch(() => undefined));
  if (known && principal) return { ...known, principal };

  const tenant = await runtime.get(CreateTenant).run({ name: 'Local' });
  const system = systemPrincipal(tenant.id, 'system:setup');
  const owner = await runtime
    .get(SaveUser)
    .run(system, { email: 'owner@localhost', name: 'Owner', groups: [] });
  const { secret } = await runtime
    .get(IssueApiKey)
    .run(system, { name: 'Command line of this machine', scopes: ['admin'], userId: owner.id });
  const credentials = { tenantId: tenant.id, apiKey: secret };
  await saveLocalCredentials(dataDir, credentials);
  return { ...credentials, principal: await runtime.get(AuthenticateApiKey).run(secret) };
}
