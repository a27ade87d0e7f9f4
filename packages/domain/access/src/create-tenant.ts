import { type Clock, newId, TenantId } from '@groundwork/kernel';
import type { AuditLog, TenantStore } from './stores.ts';
import type { Tenant } from './tenant.ts';

/** Opens a Tenant. For the operator alone: no Principal of a Tenant reaches it. */
export class CreateTenant {
  constructor(
    private readonly deps: { readonly tenants: TenantStore; readonly audit: AuditLog; readonly clock: Clock },
  ) {}

  /** Idempotent where the caller brings the id. */
  async run(tenant: { readonly name: string; readonly id?: TenantId }): Promise<Tenant> {
    const at = this.deps.clock.now();
    const id = tenant.id ?? newId(TenantId, at.getTime());
    const existing = await this.deps.tenants.find(id);
    if (existing) return existing;
    const created: Tenant = { id, name: tenant.name, createdAt: at };
    await this.deps.tenants.create(created);
    await this.deps.audit.record({
      tenantId: id,
      at,
      actor: 'system:operator',
      action: 'tenant.created',
      subject: id,
      details: {},
    });
    return created;
  }
}
