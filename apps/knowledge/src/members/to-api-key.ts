import type { ApiKey } from '@groundwork/access';
import type { ApiKey as ApiKeyBody } from '@groundwork/protocol';

/** Never with the hash of the secret. */
export function toApiKey({ id, name, prefix, scopes, userId, grants, ...dates }: ApiKey): ApiKeyBody {
  const { createdAt, expiresAt, revokedAt } = dates;
  return {
    id,
    name,
    prefix,
    scopes: [...scopes],
    ...(userId ? { userId } : {}),
    grants: [...grants],
    createdAt: createdAt.toISOString(),
    ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}),
    ...(revokedAt ? { revokedAt: revokedAt.toISOString() } : {}),
  };
}
