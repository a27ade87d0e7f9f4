import {
  AddContract,
  AnalyzeContract,
  CompareFiles,
  CreateContractBatch,
  DecideFindings,
  ManageContracts,
  ManagePlaybooks,
  Playbooks,
  ReadContracts,
  ReportContracts,
} from '@groundwork/review';
import type { Config } from './config.ts';
import type { Adapters } from './open-adapters.ts';

/** Contract work over the adapters; pure wiring. */
export function reviewUseCases(config: Config, adapters: Adapters): readonly object[] {
  const { stores, queue, clock, shippedPlaybooks, contractDocuments: documents } = adapters;
  const { contractBatches: batches, contracts, decisions, playbooks: store, audit } = stores;
  const playbooks = new Playbooks(store, shippedPlaybooks);
  const read = new ReadContracts({ batches, contracts });
  return [
    new CreateContractBatch({ batches, playbooks, audit, clock }),
    new AddContract({ batches, queue, limits: { contractBytes: config.http.maxUploadBytes } }),
    read,
    new ManageContracts({ read, batches, contracts, queue, audit, clock }),
    new DecideFindings({ read, decisions, audit, clock }),
    new ManagePlaybooks({ playbooks, store, audit, clock }),
    new ReportContracts({ read, contracts, documents, clock }),
    new CompareFiles({ analyze: analyzeContract(config, adapters), documents, clock }),
  ];
}

/** One reader of files for jobs and for comparisons. */
export function analyzeContract(config: Config, { parser, clauseClassifier }: Adapters): AnalyzeContract {
  return new AnalyzeContract({ parser, classifier: clauseClassifier, limits: config.parsing.limits });
}
