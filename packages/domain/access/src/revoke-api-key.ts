import { type ApiKeyId, type Clock, type Principal, UserError } from '@groundwork/kernel';
import { actorOf } from './actor-of.ts';
import { requireScope } from './require-scope.ts';
import type { ApiKeyStore, AuditLog } from './stores.ts';

/** Ends a key from the next request on. */
export class RevokeApiKey {
  constructor(
    private readonly deps: { readonly keys: ApiKeyStore; readonly audit: AuditLog; readonly clock: Clock },
  ) {}

  /**
   * @param at when it ends; default now, later for a key that has a successor.
   * Throws `UserError` (`auth.forbidden`, `api-key.not-found`).
   */
  async run(principal: Principal, id: ApiKeyId, at = this.deps.clock.now()): Promise<void> {
    requireScope(principal, 'admin');
    if (!(await this.deps.keys.revoke(principal, id, at)))
      throw new UserError('api-key.not-found', `There is no API key ${id} in this tenant.`);
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at: this.deps.clock.now(),
      actor: actorOf(principal),
      action: 'api-key.revoked',
      subject: id,
      details: { at: at.toISOString() },
    });
  }
}
