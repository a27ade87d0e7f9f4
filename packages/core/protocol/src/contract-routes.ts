import * as batches from './contract-batches.ts';
import * as comparisons from './contract-comparisons.ts';
import * as contracts from './contracts.ts';
import type { Route } from './define-route.ts';
import * as playbooks from './playbooks.ts';

/** Everything the contracts app serves. Its controllers and the OpenAPI document are both tested against it. */
export const contractRoutes: readonly Route[] = [
  batches.createContractBatch,
  batches.listContractBatches,
  batches.getContractBatch,
  batches.removeContractBatch,
  batches.addContracts,
  batches.listContracts,
  batches.getBatchReport,
  contracts.getContract,
  contracts.getContractReview,
  contracts.getContractReport,
  contracts.retryContract,
  contracts.decideFinding,
  contracts.signOffContract,
  contracts.summarizeReviewQuality,
  comparisons.compareContracts,
  playbooks.listPlaybooks,
  playbooks.getPlaybook,
  playbooks.savePlaybook,
  playbooks.removePlaybook,
];
