import type { ApiKeyId, GroupId, TenantId, UserId } from './ids.ts';

/**
 * One entry of a Document's access list, and one of a Principal's grants:
 * `everyone` (of the Tenant), `user:<UserId>` or `group:<GroupId>`.
 */
export type Grant = 'everyone' | `user:${string}` | `group:${string}`;

/** What an API key or a person may do. `admin` implies all others; `audit` reads history, `review` works on contracts. */
export const scopes = ['search', 'answer', 'ingest', 'review', 'audit', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** Who acts, for which Tenant. First argument of every use case; never ambient. */
export interface Principal {
  readonly tenantId: TenantId;
  readonly kind: 'user' | 'api-key' | 'visitor' | 'system';
  /** The id of the user, key, visitor or job that acts. */
  readonly id: UserId | ApiKeyId | string;
  /** What this Principal is on access lists; the database compares these. */
  readonly grants: readonly Grant[];
  readonly scopes: readonly Scope[];
}

/** The grants of a member of the Tenant: everyone, the user, each group. Sorted, so equal sets are equal arrays. */
export function grantsOf(user: UserId | undefined, groups: readonly GroupId[] = []): Grant[] {
  const grants: Grant[] = ['everyone', ...groups.map((group) => `group:${group}` as const)];
  if (user) grants.push(`user:${user}`);
  return grants.sort();
}

/** A Principal for background work of one Tenant. It sees no Document by grant; stores give jobs their own rights. */
export function systemPrincipal(tenantId: TenantId, id: string): Principal {
  return { tenantId, kind: 'system', id, grants: [], scopes: ['admin'] };
}

export function hasScope(principal: Principal, scope: Scope): boolean {
  return principal.scopes.includes('admin') || principal.scopes.includes(scope);
}
