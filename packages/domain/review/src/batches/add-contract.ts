import { type JobQueue, reviewContract } from '@groundwork/jobs';
import { type ContractBatchId, type Principal, UserError } from '@groundwork/kernel';
import type { NewContract } from './contract-batch.ts';
import { requireReview } from './require-review.ts';
import type { AddedContract, ContractBatchStore } from './stores.ts';

const longestName = 500;

export interface AddContractDeps {
  readonly batches: ContractBatchStore;
  readonly queue: JobQueue;
  readonly limits: { readonly contractBytes: number };
}

/** Takes one file into a batch. The same bytes again are the same Contract: read once, whatever they are called. */
export class AddContract {
  constructor(private readonly deps: AddContractDeps) {}

  /**
   * Throws `UserError`: `document.empty`, `document.too-large`, `request.invalid` for the name,
   * `contract-batch.not-found`, `auth.forbidden`.
   */
  async run(principal: Principal, batchId: ContractBatchId, file: NewContract): Promise<AddedContract> {
    requireReview(principal);
    const { fileName, content } = file;
    if (fileName.trim().length === 0 || fileName.length > longestName || /\p{Cc}/u.test(fileName)) {
      throw new UserError(
        'request.invalid',
        `A file name must have 1 to ${longestName} characters and no control characters.`,
      );
    }
    if (content.byteLength === 0) throw new UserError('document.empty', `"${fileName}" has no content.`);
    if (content.byteLength > this.deps.limits.contractBytes) {
      throw new UserError(
        'document.too-large',
        `"${fileName}" has ${content.byteLength} bytes; the limit is ${this.deps.limits.contractBytes} bytes.`,
      );
    }
    const added = await this.deps.batches.add(principal, batchId, file);
    // One that waits may have lost its job; one more is harmless.
    if (added.contract.status === 'pending') {
      const { tenantId } = principal;
      await this.deps.queue.enqueue(reviewContract, { tenantId, contractId: added.contract.id });
    }
    return added;
  }
}
