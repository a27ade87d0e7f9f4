import { readFile } from 'node:fs/promises';
import type { UploadedForm } from '@groundwork/http';
import { type ContractBatchId, type Principal, UserError } from '@groundwork/kernel';
import type { AddedContracts } from '@groundwork/protocol';
import type { AddContract } from '@groundwork/review';
import { toContract } from '../contracts/to-contract.ts';

/** Takes each file of a request, one in memory at a time. One that cannot be taken does not keep out the others. */
export async function takeFiles(
  addContract: AddContract,
  principal: Principal,
  batchId: ContractBatchId,
  form: UploadedForm | undefined,
): Promise<Pick<AddedContracts, 'contracts' | 'rejected'>> {
  const taken: Pick<AddedContracts, 'contracts' | 'rejected'> = { contracts: [], rejected: [] };
  for (const { name: fileName, mediaType, path } of form?.files ?? []) {
    try {
      const file = { fileName, mediaType, content: await readFile(path) };
      const { outcome, contract } = await addContract.run(principal, batchId, file);
      taken.contracts.push({ outcome, contract: toContract(contract) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { code, message, remedy } = error;
      taken.rejected.push({ fileName, error: { code, message, remedy } });
    }
  }
  return taken;
}
