import type { Principal } from '@groundwork/kernel';
import { requireScope } from './require-scope.ts';
import type { MemberStore } from './stores.ts';
import type { Group } from './tenant.ts';

/** The groups of the Tenant. */
export class ListGroups {
  constructor(private readonly deps: { readonly members: MemberStore }) {}

  async run(principal: Principal): Promise<Group[]> {
    requireScope(principal, 'admin');
    return this.deps.members.listGroups(principal);
  }
}
