import * as contracts from './contracts.ts';
import type { Route } from './define-route.ts';
import * as playbooks from './playbooks.ts';

/** Everything the contracts app serves. Its controllers and the OpenAPI document are both tested against it. */
export const contractRoutes: readonly Route[] = [
  contracts.createContractBatch,
  contracts.listContractBatches,
  contracts.getContractBatch,
  contracts.removeContractBatch,
  contracts.addContracts,
  contracts.listContracts,
  contracts.getBatchReport,
  contracts.getContract,
  contracts.getContractReview,
  contracts.getContractReport,
  contracts.retryContract,
  contracts.decideFinding,
  contracts.signOffContract,
  contracts.summarizeReviewQuality,
  contracts.compareContracts,
  playbooks.listPlaybooks,
  playbooks.getPlaybook,
  playbooks.savePlaybook,
  playbooks.removePlaybook,
];
