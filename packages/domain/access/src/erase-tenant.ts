import type { TenantId } from '@groundwork/kernel';
import type { TenantStore } from './stores.ts';

/** Removes a Tenant and every row it owns, history and audit included. For the operator alone; cannot be undone. */
export class EraseTenant {
  constructor(private readonly deps: { readonly tenants: TenantStore }) {}

  async run(id: TenantId): Promise<void> {
    await this.deps.tenants.erase(id);
  }
}
