import type { AppPart } from '@groundwork/http';
import { contractRoutes } from '@groundwork/protocol';
import { ContractBatchesController } from './batches/contract-batches.controller.ts';
import { ContractComparisonsController } from './comparisons/contract-comparisons.controller.ts';
import { ContractsController } from './contracts/contracts.controller.ts';
import { PlaybooksController } from './playbooks/playbooks.controller.ts';

/** Contract work as a part of a server. */
export const contractsPart: AppPart = {
  controllers: [
    ContractBatchesController,
    ContractsController,
    ContractComparisonsController,
    PlaybooksController,
  ],
  routes: contractRoutes,
};
