import { type Clock, grantsOf, type Principal, sha256, UserError } from '@groundwork/kernel';
import type { ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './stores.ts';

/** The form of a secret; anything else is refused without asking the database. */
const secretForm = /^gw_[0-9A-Za-z]{43}$/;

/**
 * Turns a secret into the Principal it stands for, now: a revoked key or a lost membership counts from the next
 * request on. The secret is only ever compared by its SHA-256, so the time taken tells nothing about it.
 */
export class AuthenticateApiKey {
  constructor(
    private readonly deps: {
      readonly keys: ApiKeyStore;
      readonly clock: Clock;
    },
  ) {}

  /**
   * @returns the user that the key acts for, with the user's grants, or the key itself with its own.
   * Throws `UserError('auth.invalid')` for an unknown, expired or revoked key, without saying which.
   */
  async run(secret: string): Promise<Principal> {
    const found = secretForm.test(secret) ? await this.deps.keys.findByHash(sha256(secret)) : undefined;
    if (!found || !isLive(found.key, this.deps.clock.now()))
      throw new UserError('auth.invalid', 'This API key is not valid.');
    const { key, groups } = found;
    const { tenantId, scopes, userId } = key;
    if (!userId)
      return { tenantId, kind: 'api-key', id: key.id, grants: [...new Set(key.grants)].sort(), scopes };
    return { tenantId, kind: 'user', id: userId, grants: grantsOf(userId, groups), scopes };
  }
}

function isLive(key: ApiKey, now: Date): boolean {
  return (!key.expiresAt || key.expiresAt > now) && (!key.revokedAt || key.revokedAt > now);
}
