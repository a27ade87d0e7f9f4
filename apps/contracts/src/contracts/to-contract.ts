import { errorRemedies } from '@groundwork/kernel';
import type { Contract as ContractBody, ContractBatch as ContractBatchBody } from '@groundwork/protocol';
import type { Contract, ContractBatch } from '@groundwork/review';

export function toContract(contract: Contract): ContractBody {
  const { failure, reviewed, signedOff } = contract;
  return {
    id: contract.id,
    batchId: contract.batchId,
    fileName: contract.fileName,
    alsoNamed: [...contract.alsoNamed],
    bytes: contract.bytes,
    sha256: contract.sha256,
    status: contract.status,
    progress: { ...contract.progress },
    ...(failure && { failure: { ...failure, remedy: errorRemedies[failure.code] } }),
    ...(reviewed && {
      reviewed: { ...reviewed, at: reviewed.at.toISOString(), findings: { ...reviewed.findings } },
    }),
    ...(signedOff && { signedOff: { at: signedOff.at.toISOString(), by: signedOff.by } }),
    createdAt: contract.createdAt.toISOString(),
    updatedAt: contract.updatedAt.toISOString(),
  };
}

export function toBatch(batch: ContractBatch): ContractBatchBody {
  return {
    id: batch.id,
    name: batch.name,
    ...(batch.playbook && { playbook: batch.playbook.id }),
    stance: batch.stance,
    access: [...batch.access],
    createdAt: batch.createdAt.toISOString(),
    contracts: { ...batch.contracts },
  };
}
