import type { Principal } from '@groundwork/kernel';
import type { ApiKey } from './api-key.ts';
import { requireScope } from './require-scope.ts';
import type { ApiKeyStore } from './stores.ts';

/** All keys of the Tenant, revoked ones included. */
export class ListApiKeys {
  constructor(private readonly deps: { readonly keys: ApiKeyStore }) {}

  async run(principal: Principal): Promise<ApiKey[]> {
    requireScope(principal, 'admin');
    return this.deps.keys.list(principal);
  }
}
