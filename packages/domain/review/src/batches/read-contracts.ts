import { type ContractBatchId, type ContractId, type Principal, UserError } from '@groundwork/kernel';
import type { Contract, ContractBatch } from './contract-batch.ts';
import { requireReview } from './require-review.ts';
import type { ContractBatchStore, ContractStore, StoredReview } from './stores.ts';

export interface ReadContractsDeps {
  readonly batches: ContractBatchStore;
  readonly contracts: ContractStore;
}

/** Batches, Contracts and their reviews, as far as the Principal may see them. */
export class ReadContracts {
  constructor(private readonly deps: ReadContractsDeps) {}

  batches(principal: Principal, page: Parameters<ContractBatchStore['list']>[1]) {
    requireReview(principal);
    return this.deps.batches.list(principal, page);
  }

  /** Throws `UserError('contract-batch.not-found')`. */
  async batch(principal: Principal, id: ContractBatchId): Promise<ContractBatch> {
    requireReview(principal);
    const batch = await this.deps.batches.find(principal, id);
    if (!batch) throw new UserError('contract-batch.not-found', `There is no contract batch ${id}.`);
    return batch;
  }

  /** Throws `UserError('contract-batch.not-found')`. */
  async contracts(principal: Principal, filter: Parameters<ContractStore['list']>[1]) {
    await this.batch(principal, filter.batchId);
    return this.deps.contracts.list(principal, filter);
  }

  /** Throws `UserError('contract.not-found')`. */
  async contract(principal: Principal, id: ContractId): Promise<Contract> {
    requireReview(principal);
    const contract = await this.deps.contracts.find(principal, id);
    if (!contract) throw new UserError('contract.not-found', `There is no contract ${id}.`);
    return contract;
  }

  /** Throws `UserError`: `contract.not-found`, `contract.not-reviewed`. */
  async review(principal: Principal, id: ContractId): Promise<StoredReview> {
    const contract = await this.contract(principal, id);
    const review = await this.deps.contracts.findReview(principal, id);
    if (!review) {
      const why = contract.failure ? `failed: ${contract.failure.message}` : `is ${contract.status}`;
      throw new UserError('contract.not-reviewed', `"${contract.fileName}" ${why}`, {
        details: { status: contract.status },
      });
    }
    return review;
  }
}
