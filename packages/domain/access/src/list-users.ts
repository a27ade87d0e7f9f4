import type { Principal } from '@groundwork/kernel';
import { requireScope } from './require-scope.ts';
import type { MemberStore } from './stores.ts';
import type { User } from './tenant.ts';

/** The people of the Tenant. */
export class ListUsers {
  constructor(private readonly deps: { readonly members: MemberStore }) {}

  async run(principal: Principal): Promise<User[]> {
    requireScope(principal, 'admin');
    return this.deps.members.listUsers(principal);
  }
}
