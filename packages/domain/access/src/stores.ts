import type { ApiKeyId, GroupId, Principal, TenantId, UserId } from '@groundwork/kernel';
import type { ApiKey } from './api-key.ts';
import type { AuditEvent } from './audit-event.ts';
import type { Group, Tenant, User } from './tenant.ts';

/** Tenants are created by the operator, never by a Principal of another Tenant. */
export interface TenantStore {
  /** Idempotent by id. */
  create(tenant: Tenant): Promise<void>;
  list(): Promise<Tenant[]>;
  find(id: TenantId): Promise<Tenant | undefined>;
  /** Remove the Tenant and every row it owns, history included. */
  erase(id: TenantId): Promise<void>;
}

/** Users and groups of the Principal's Tenant. Memberships are kept in time, so that "who could see" can be asked later. */
export interface MemberStore {
  /** With the user's groups, in one transaction. */
  saveUser(principal: Principal, user: User): Promise<void>;
  saveGroup(principal: Principal, group: Group): Promise<void>;
  listUsers(principal: Principal): Promise<User[]>;
  listGroups(principal: Principal): Promise<Group[]>;
  setGroups(principal: Principal, user: UserId, groups: readonly GroupId[]): Promise<void>;
}

/** A key and, where it acts for a user, the groups that this user is in now. */
export interface FoundApiKey {
  readonly key: ApiKey;
  readonly groups: readonly GroupId[];
}

export interface ApiKeyStore {
  save(key: ApiKey): Promise<void>;
  /** Looks across Tenants: the key is what tells the Tenant. */
  findByHash(secretHash: string): Promise<FoundApiKey | undefined>;
  list(principal: Principal): Promise<ApiKey[]>;
  /** The earlier end counts where the key has one already. @returns false where the Tenant has no such key. */
  revoke(principal: Principal, id: ApiKeyId, at: Date): Promise<boolean>;
}

/** Append-only: there is no update and no delete. */
export interface AuditLog {
  record(event: AuditEvent): Promise<void>;
  list(principal: Principal, options: { limit: number; before?: Date }): Promise<AuditEvent[]>;
}
