import {
  ApiKeyId,
  type Clock,
  type Grant,
  newId,
  type Principal,
  type Scope,
  sha256,
  UserError,
  type UserId,
} from '@groundwork/kernel';
import { actorOf } from './actor-of.ts';
import type { ApiKey } from './api-key.ts';
import { newApiKeySecret, prefixOf } from './api-key-secret.ts';
import { requireScope } from './require-scope.ts';
import type { ApiKeyStore, AuditLog, MemberStore } from './stores.ts';

export interface IssuedApiKey {
  readonly key: ApiKey;
  /** Not stored; this is the only time it is seen. */
  readonly secret: string;
}

/** Issues a key of the Principal's Tenant. */
export class IssueApiKey {
  constructor(
    private readonly deps: {
      readonly keys: ApiKeyStore;
      readonly members: MemberStore;
      readonly audit: AuditLog;
      readonly clock: Clock;
    },
  ) {}

  /** Throws `UserError` (`auth.forbidden`, `user.not-found`). */
  async run(
    principal: Principal,
    wanted: {
      readonly name: string;
      readonly scopes: readonly Scope[];
      /** The key sees what this user sees; `grants` are then of no use. */
      readonly userId?: UserId;
      /** Default: everyone of the Tenant. */
      readonly grants?: readonly Grant[];
      readonly expiresAt?: Date;
    },
  ): Promise<IssuedApiKey> {
    requireScope(principal, 'admin');
    if (wanted.userId) await this.requireUser(principal, wanted.userId);
    const secret = newApiKeySecret();
    const at = this.deps.clock.now();
    const key: ApiKey = {
      id: newId(ApiKeyId, at.getTime()),
      tenantId: principal.tenantId,
      name: wanted.name,
      prefix: prefixOf(secret),
      secretHash: sha256(secret),
      scopes: wanted.scopes,
      ...(wanted.userId ? { userId: wanted.userId } : {}),
      grants: wanted.userId ? [] : (wanted.grants ?? ['everyone']),
      createdAt: at,
      ...(wanted.expiresAt ? { expiresAt: wanted.expiresAt } : {}),
    };
    await this.deps.keys.save(key);
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at,
      actor: actorOf(principal),
      action: 'api-key.issued',
      subject: key.id,
      details: { name: key.name, prefix: key.prefix, scopes: key.scopes },
    });
    return { key, secret };
  }

  private async requireUser(principal: Principal, id: UserId): Promise<void> {
    const users = await this.deps.members.listUsers(principal);
    if (!users.some((user) => user.id === id))
      throw new UserError('user.not-found', `There is no user ${id} in this tenant.`);
  }
}
