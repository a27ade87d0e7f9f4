import type { ContractBatchId, ContractId, ErrorCode, Grant } from '@groundwork/kernel';
import type { Severity } from '../findings/finding.ts';
import type { Stance } from '../playbook/stance.ts';

/** Contracts that came together and are reviewed against one Playbook. */
export interface ContractBatch {
  readonly id: ContractBatchId;
  readonly name: string;
  /** The Playbook as it was when the batch came; absent: fields, Clauses and built-in checks only. */
  readonly playbook?: PinnedPlaybook;
  readonly stance: Stance;
  readonly access: readonly Grant[];
  readonly createdAt: Date;
  readonly contracts: ContractCounts;
}

/** A Playbook that no later edit changes under a batch. */
export interface PinnedPlaybook {
  readonly id: string;
  /** The YAML itself. */
  readonly source: string;
}

/** How many Contracts of a batch stand where. */
export type ContractCounts = Readonly<Record<ContractStatus, number>>;

/** `pending` has work waiting, `processing` is being worked on, `ready` and `failed` are terminal until retried. */
export const contractStatuses = ['pending', 'processing', 'ready', 'failed'] as const;
export type ContractStatus = (typeof contractStatuses)[number];

/** The steps of one Contract, in order. */
export const contractStages = [
  'waiting',
  'parsing',
  'segmenting',
  'extracting',
  'reviewing',
  'done',
] as const;
export type ContractStage = (typeof contractStages)[number];

/** A legal agreement under review, as its readers see it. */
export interface Contract {
  readonly id: ContractId;
  readonly batchId: ContractBatchId;
  readonly fileName: string;
  /** Names under which the same bytes came again into this batch: they were read once. */
  readonly alsoNamed: readonly string[];
  readonly bytes: number;
  readonly sha256: string;
  readonly status: ContractStatus;
  readonly progress: { readonly stage: ContractStage; readonly done: number; readonly total: number };
  readonly failure?: { readonly code: ErrorCode; readonly message: string };
  /** Of a reviewed Contract. */
  readonly reviewed?: {
    readonly at: Date;
    readonly pages: number;
    readonly language: string;
    readonly findings: Readonly<Record<Severity, number>>;
  };
  readonly signedOff?: { readonly at: Date; readonly by: string };
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A file as it arrives. */
export interface NewContract {
  readonly fileName: string;
  readonly mediaType?: string;
  readonly content: Uint8Array;
}
