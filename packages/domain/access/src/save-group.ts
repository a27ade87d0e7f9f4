import { type Clock, GroupId, newId, type Principal } from '@groundwork/kernel';
import { actorOf } from './actor-of.ts';
import { requireScope } from './require-scope.ts';
import type { AuditLog, MemberStore } from './stores.ts';
import type { Group } from './tenant.ts';

/** Adds a group, or renames one. */
export class SaveGroup {
  constructor(
    private readonly deps: { readonly members: MemberStore; readonly audit: AuditLog; readonly clock: Clock },
  ) {}

  async run(principal: Principal, group: { readonly name: string; readonly id?: GroupId }): Promise<Group> {
    requireScope(principal, 'admin');
    const at = this.deps.clock.now();
    const saved: Group = { id: group.id ?? newId(GroupId, at.getTime()), name: group.name };
    await this.deps.members.saveGroup(principal, saved);
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at,
      actor: actorOf(principal),
      action: 'group.saved',
      subject: saved.id,
      details: { name: saved.name },
    });
    return saved;
  }
}
