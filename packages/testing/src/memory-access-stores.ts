import type {
  ApiKey,
  ApiKeyStore,
  AuditEvent,
  AuditLog,
  FoundApiKey,
  Group,
  IdempotencyStore,
  IdempotentResult,
  MemberStore,
  Tenant,
  TenantStore,
  User,
} from '@groundwork/access';
import { type ApiKeyId, type GroupId, type Principal, type TenantId, type UserId } from '@groundwork/kernel';

/** Tenants in memory. */
export class MemoryTenantStore implements TenantStore {
  private readonly tenants = new Map<TenantId, Tenant>();

  async create(tenant: Tenant): Promise<void> {
    if (!this.tenants.has(tenant.id)) this.tenants.set(tenant.id, tenant);
  }
  async list(): Promise<Tenant[]> {
    return [...this.tenants.values()];
  }
  async find(id: TenantId): Promise<Tenant | undefined> {
    return this.tenants.get(id);
  }
  async erase(id: TenantId): Promise<void> {
    this.tenants.delete(id);
  }
}

/** Users and groups in memory, without their past. */
export class MemoryMemberStore implements MemberStore {
  private readonly users: { tenantId: TenantId; user: User }[] = [];
  private readonly groups: { tenantId: TenantId; group: Group }[] = [];

  async saveUser({ tenantId }: Principal, user: User): Promise<void> {
    const existing = this.users.find((row) => row.tenantId === tenantId && row.user.id === user.id);
    if (existing) existing.user = user;
    else this.users.push({ tenantId, user });
  }
  async saveGroup({ tenantId }: Principal, group: Group): Promise<void> {
    const existing = this.groups.find((row) => row.tenantId === tenantId && row.group.id === group.id);
    if (existing) existing.group = group;
    else this.groups.push({ tenantId, group });
  }
  async listUsers({ tenantId }: Principal): Promise<User[]> {
    return this.users.filter((row) => row.tenantId === tenantId).map((row) => row.user);
  }
  async listGroups({ tenantId }: Principal): Promise<Group[]> {
    return this.groups.filter((row) => row.tenantId === tenantId).map((row) => row.group);
  }
  async setGroups({ tenantId }: Principal, id: UserId, groups: readonly GroupId[]): Promise<void> {
    const row = this.users.find((one) => one.tenantId === tenantId && one.user.id === id);
    if (row) row.user = { ...row.user, groups };
  }
  /** For MemoryApiKeyStore, as one database would know. */
  groupsOf(tenantId: TenantId, id: UserId): readonly GroupId[] {
    return this.users.find((one) => one.tenantId === tenantId && one.user.id === id)?.user.groups ?? [];
  }
}

/** API keys in memory. */
export class MemoryApiKeyStore implements ApiKeyStore {
  private readonly keys: ApiKey[] = [];

  constructor(private readonly members = new MemoryMemberStore()) {}

  async save(key: ApiKey): Promise<void> {
    this.keys.push(key);
  }
  async findByHash(secretHash: string): Promise<FoundApiKey | undefined> {
    const key = this.keys.find((candidate) => candidate.secretHash === secretHash);
    return key && { key, groups: key.userId ? this.members.groupsOf(key.tenantId, key.userId) : [] };
  }
  async list({ tenantId }: Principal): Promise<ApiKey[]> {
    return this.keys.filter((key) => key.tenantId === tenantId);
  }
  async revoke({ tenantId }: Principal, id: ApiKeyId, at: Date): Promise<boolean> {
    const index = this.keys.findIndex((key) => key.tenantId === tenantId && key.id === id);
    const key = this.keys[index];
    if (key && !(key.revokedAt && key.revokedAt < at)) this.keys[index] = { ...key, revokedAt: at };
    return key !== undefined;
  }
}

/** Audit events in memory, newest first when listed. */
export class MemoryAuditLog implements AuditLog {
  readonly events: AuditEvent[] = [];

  async record(event: AuditEvent): Promise<void> {
    this.events.push(event);
  }
  async list(
    { tenantId }: Principal,
    { limit, before }: { limit: number; before?: Date },
  ): Promise<AuditEvent[]> {
    const mine = this.events.filter((event) => event.tenantId === tenantId && (!before || event.at < before));
    return mine.reverse().slice(0, limit);
  }
}

/** Idempotency keys in memory; they never expire. */
export class MemoryIdempotencyStore implements IdempotencyStore {
  private readonly rows = new Map<string, { hash: string; result?: IdempotentResult }>();

  async begin(principal: Principal, key: string, hash: string) {
    const row = this.rows.get(nameOf(principal, key));
    if (!row) this.rows.set(nameOf(principal, key), { hash });
    if (!row) return 'new';
    if (row.hash !== hash) return 'mismatch';
    return row.result ?? 'in-progress';
  }
  async complete(principal: Principal, key: string, result: IdempotentResult): Promise<void> {
    const row = this.rows.get(nameOf(principal, key));
    if (row) row.result = result;
  }
  async release(principal: Principal, key: string): Promise<void> {
    this.rows.delete(nameOf(principal, key));
  }
}

function nameOf({ tenantId, kind, id }: Principal, key: string): string {
  return JSON.stringify([tenantId, kind, id, key]);
}
