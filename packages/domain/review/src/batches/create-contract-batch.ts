import type { AuditLog } from '@groundwork/access';
import {
  type Clock,
  ContractBatchId,
  type Grant,
  newId,
  type Principal,
  UserError,
} from '@groundwork/kernel';
import { readPlaybook } from '../playbook/read-playbook.ts';
import { resolveStance } from '../playbook/resolve-stance.ts';
import type { Stance } from '../playbook/stance.ts';
import type { ContractBatch } from './contract-batch.ts';
import type { Playbooks } from './playbooks.ts';
import { requireReview } from './require-review.ts';
import type { ContractBatchStore } from './stores.ts';

export interface CreateContractBatchDeps {
  readonly batches: ContractBatchStore;
  readonly playbooks: Playbooks;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface ContractBatchRequest {
  readonly name: string;
  /** Id of a Playbook of the Tenant or of those that ship, or the YAML of one. Absent: built-in checks only. */
  readonly playbook?: string;
  /** Default: the Playbook's own, else nobody's. */
  readonly stance?: Stance;
  /** Default: everyone of the Tenant. */
  readonly access?: readonly Grant[];
}

/** Opens a batch with its Playbook pinned, so that no later edit changes what its Contracts are measured by. */
export class CreateContractBatch {
  constructor(private readonly deps: CreateContractBatchDeps) {}

  /**
   * Throws `UserError`: `request.invalid` (name, stance), `playbook.not-found`, `playbook.invalid`, `auth.forbidden`.
   */
  async run(principal: Principal, request: ContractBatchRequest): Promise<ContractBatch> {
    requireReview(principal);
    const name = request.name.trim();
    if (name.length === 0 || name.length > 200 || /\p{Cc}/u.test(name)) {
      throw new UserError('request.invalid', 'name: a batch needs a name of 1 to 200 printable characters.');
    }
    const source = request.playbook && (await this.deps.playbooks.read(principal, request.playbook));
    const playbook = source ? readPlaybook(source) : undefined;
    const stance = playbook
      ? resolveStance(playbook, request.stance ?? playbook['default-stance'])
      : (request.stance ?? 'neutral');
    const now = this.deps.clock.now();
    const batch = await this.deps.batches.create(principal, {
      id: newId(ContractBatchId, now.getTime()),
      name,
      ...(source && playbook && { playbook: { id: playbook.id, source } }),
      stance,
      access: request.access ?? ['everyone'],
      createdAt: now,
    });
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at: now,
      actor: `${principal.kind}:${principal.id}`,
      action: 'contract-batch.created',
      subject: batch.id,
      details: { playbook: playbook?.id, stance, access: batch.access },
    });
    return batch;
  }
}
