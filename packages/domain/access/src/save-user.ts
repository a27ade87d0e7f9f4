import { type Clock, type GroupId, newId, type Principal, UserError, UserId } from '@groundwork/kernel';
import { actorOf } from './actor-of.ts';
import { requireScope } from './require-scope.ts';
import type { AuditLog, MemberStore } from './stores.ts';
import type { User } from './tenant.ts';

/** Adds a user, or replaces one's name, address and groups. */
export class SaveUser {
  constructor(
    private readonly deps: { readonly members: MemberStore; readonly audit: AuditLog; readonly clock: Clock },
  ) {}

  /**
   * @param user with the id of an existing user, or without one for a new user.
   * Throws `UserError` (`auth.forbidden`, `user.not-found`, `group.not-found`).
   */
  async run(principal: Principal, user: Omit<User, 'id'> & { readonly id?: UserId }): Promise<User> {
    requireScope(principal, 'admin');
    const { members, clock } = this.deps;
    if (user.id && !(await members.listUsers(principal)).some(({ id }) => id === user.id))
      throw new UserError('user.not-found', `There is no user ${user.id} in this tenant.`);
    await this.requireGroups(principal, user.groups);
    const saved: User = { ...user, id: user.id ?? newId(UserId, clock.now().getTime()) };
    await members.saveUser(principal, saved);
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at: clock.now(),
      actor: actorOf(principal),
      action: 'user.saved',
      subject: saved.id,
      details: { groups: saved.groups },
    });
    return saved;
  }

  private async requireGroups(principal: Principal, wanted: readonly GroupId[]): Promise<void> {
    const known = new Set((await this.deps.members.listGroups(principal)).map((group) => group.id));
    const unknown = wanted.find((id) => !known.has(id));
    if (unknown) throw new UserError('group.not-found', `There is no group ${unknown} in this tenant.`);
  }
}
