import type { AuditLog } from '@groundwork/access';
import { type Clock, type Principal, UserError } from '@groundwork/kernel';
import type { Playbook } from '../playbook/playbook.ts';
import { readPlaybook } from '../playbook/read-playbook.ts';
import type { KeptPlaybook, Playbooks, PlaybookStore } from './playbooks.ts';
import { requireReview } from './require-review.ts';

export interface ManagePlaybooksDeps {
  readonly playbooks: Playbooks;
  readonly store: PlaybookStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** A Tenant's positions: list, read, check, save, remove. Saving needs the scope `review`; batches keep their own copy. */
export class ManagePlaybooks {
  constructor(private readonly deps: ManagePlaybooksDeps) {}

  list(principal: Principal): Promise<KeptPlaybook[]> {
    requireReview(principal);
    return this.deps.playbooks.list(principal);
  }

  /** Throws `UserError('playbook.not-found')`. */
  get(principal: Principal, id: string): Promise<KeptPlaybook> {
    requireReview(principal);
    return this.deps.playbooks.get(principal, id);
  }

  /** Throws `UserError('playbook.invalid')` naming every fault; with `dryRun` nothing is kept. */
  async save(
    principal: Principal,
    {
      id,
      source,
      dryRun = false,
    }: { readonly id: string; readonly source: string; readonly dryRun?: boolean },
  ): Promise<Playbook> {
    requireReview(principal);
    const playbook = readPlaybook(source);
    if (playbook.id !== id) {
      throw new UserError('playbook.invalid', `The playbook calls itself "${playbook.id}", not "${id}".`);
    }
    if (dryRun) return playbook;
    const at = this.deps.clock.now();
    await this.deps.store.save(principal, { id, source, at });
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at,
      actor: `${principal.kind}:${principal.id}`,
      action: 'playbook.saved',
      subject: id,
      details: { version: playbook.version, policies: playbook.policies.length },
    });
    return playbook;
  }

  /** Throws `UserError('playbook.not-found')`; one that ships stays. */
  async remove(principal: Principal, id: string): Promise<void> {
    requireReview(principal);
    if (!(await this.deps.store.remove(principal, id))) {
      throw new UserError('playbook.not-found', `There is no playbook "${id}" of your own.`);
    }
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at: this.deps.clock.now(),
      actor: `${principal.kind}:${principal.id}`,
      action: 'playbook.removed',
      subject: id,
      details: {},
    });
  }
}
