import type { AuditLog } from '@groundwork/access';
import { type JobQueue, reviewContract } from '@groundwork/jobs';
import {
  type Clock,
  type ContractBatchId,
  type ContractId,
  type Principal,
  UserError,
} from '@groundwork/kernel';
import type { Contract } from './contract-batch.ts';
import type { ReadContracts } from './read-contracts.ts';
import { requireReview } from './require-review.ts';
import type { ContractBatchStore, ContractStore } from './stores.ts';

export interface ManageContractsDeps {
  readonly read: ReadContracts;
  readonly batches: ContractBatchStore;
  readonly contracts: ContractStore;
  readonly queue: JobQueue;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** What is done to batches and Contracts besides adding and judging. */
export class ManageContracts {
  constructor(private readonly deps: ManageContractsDeps) {}

  /** Removes a batch with every text, review and Decision of it. Throws `UserError('contract-batch.not-found')`. */
  async removeBatch(principal: Principal, id: ContractBatchId): Promise<void> {
    requireReview(principal);
    if (!(await this.deps.batches.remove(principal, id))) {
      throw new UserError('contract-batch.not-found', `There is no contract batch ${id}.`);
    }
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at: this.deps.clock.now(),
      actor: `${principal.kind}:${principal.id}`,
      action: 'contract-batch.removed',
      subject: id,
      details: {},
    });
  }

  /** Reads a failed Contract once more; others stay as they are. Throws `UserError('contract.not-found')`. */
  async retry(principal: Principal, id: ContractId): Promise<Contract> {
    requireReview(principal);
    if (await this.deps.contracts.retry(principal, id)) {
      await this.deps.queue.enqueue(reviewContract, { tenantId: principal.tenantId, contractId: id });
    }
    return this.deps.read.contract(principal, id);
  }
}
