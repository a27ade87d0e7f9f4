import { type ApiKeyId, type Clock, type Principal, UserError } from '@groundwork/kernel';
import type { IssueApiKey, IssuedApiKey } from './issue-api-key.ts';
import type { ListApiKeys } from './list-api-keys.ts';
import type { RevokeApiKey } from './revoke-api-key.ts';

/** Replaces a key by one with the same name, rights and end, so that a secret can be changed without a gap. */
export class RotateApiKey {
  constructor(
    private readonly deps: {
      readonly list: ListApiKeys;
      readonly issue: IssueApiKey;
      readonly revoke: RevokeApiKey;
      readonly clock: Clock;
    },
  ) {}

  /**
   * @param overlapMs how long the old secret works beside the new one.
   * Throws `UserError` (`auth.forbidden`, `api-key.not-found`); a key that is revoked already has no successor.
   */
  async run(principal: Principal, id: ApiKeyId, overlapMs = 0): Promise<IssuedApiKey> {
    const now = this.deps.clock.now();
    const old = (await this.deps.list.run(principal)).find((key) => key.id === id);
    if (!old || (old.revokedAt && old.revokedAt <= now))
      throw new UserError('api-key.not-found', `There is no live API key ${id} in this tenant.`);
    const { name, scopes, userId, grants, expiresAt } = old;
    const issued = await this.deps.issue.run(principal, {
      name,
      scopes,
      grants,
      ...(userId ? { userId } : {}),
      ...(expiresAt ? { expiresAt } : {}),
    });
    await this.deps.revoke.run(principal, id, new Date(now.getTime() + overlapMs));
    return issued;
  }
}
