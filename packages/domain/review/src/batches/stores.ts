import type { ContractBatchId, ContractId, ErrorCode, Grant, Principal, TenantId } from '@groundwork/kernel';
import type { Review } from '../findings/review-contract.ts';
import type { Stance } from '../playbook/stance.ts';
import type { ContractAnalysis } from './contract-analysis.ts';
import type {
  Contract,
  ContractBatch,
  ContractStage,
  ContractStatus,
  NewContract,
  PinnedPlaybook,
} from './contract-batch.ts';
import type { Decision, RuleQuality } from './decision.ts';

export interface NewContractBatch {
  readonly id: ContractBatchId;
  readonly name: string;
  readonly playbook?: PinnedPlaybook;
  readonly stance: Stance;
  readonly access: readonly Grant[];
  readonly createdAt: Date;
}

/** What became of a file that was sent. */
export interface AddedContract {
  readonly fileName: string;
  /** `duplicate`: the batch holds the same bytes already; `contract` is that one. */
  readonly outcome: 'created' | 'duplicate';
  readonly contract: Contract;
}

/** Batches that the Principal may see: those whose access list it is on; all with the scope `admin`. */
export interface ContractBatchStore {
  create(principal: Principal, batch: NewContractBatch): Promise<ContractBatch>;
  find(principal: Principal, id: ContractBatchId): Promise<ContractBatch | undefined>;
  /** Newest first. */
  list(
    principal: Principal,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly batches: readonly ContractBatch[]; readonly nextCursor?: string }>;
  /** Stores the original and sets the Contract `pending`, in one transaction. Throws `contract-batch.not-found`. */
  add(principal: Principal, id: ContractBatchId, file: NewContract): Promise<AddedContract>;
  /** With all its Contracts, their texts, reviews and Decisions. False where not found. */
  remove(principal: Principal, id: ContractBatchId): Promise<boolean>;
}

/** A reviewed Contract: what is known of it, what was found, and what people said to that. */
export interface StoredReview {
  readonly contract: Contract;
  readonly batch: ContractBatch;
  readonly analysis: ContractAnalysis;
  readonly review: Review;
  /** The newest of each Finding, and everything `missed`. */
  readonly decisions: readonly Decision[];
}

/** Contracts as their readers see them. What a Principal may not see does not exist for it. */
export interface ContractStore {
  find(principal: Principal, id: ContractId): Promise<Contract | undefined>;
  /** In the order in which they came. */
  list(
    principal: Principal,
    filter: {
      readonly batchId: ContractBatchId;
      readonly status?: ContractStatus;
      readonly limit: number;
      readonly cursor?: string;
    },
  ): Promise<{ readonly contracts: readonly Contract[]; readonly nextCursor?: string }>;
  /** Undefined until it is reviewed. */
  findReview(principal: Principal, id: ContractId): Promise<StoredReview | undefined>;
  findOriginal(
    principal: Principal,
    id: ContractId,
  ): Promise<{ readonly fileName: string; readonly content: Uint8Array } | undefined>;
  /** Set a `failed` Contract `pending` again. False where not found or not failed. */
  retry(principal: Principal, id: ContractId): Promise<boolean>;
}

/** What people say to Findings. */
export interface DecisionStore {
  /** Appends. False where the Contract or the Finding is not there for this Principal. */
  record(principal: Principal, decision: Decision): Promise<boolean>;
  /** Ends the human side of a review. False where not found, not reviewed, or signed off already. */
  signOff(principal: Principal, id: ContractId, at: Date): Promise<boolean>;
  /** Over the Contracts that the Principal may see, of one batch or of all. */
  summarize(principal: Principal, batchId?: ContractBatchId): Promise<RuleQuality[]>;
}

/** One Contract's work as claimed by a job. */
export interface ReviewWork {
  readonly tenantId: TenantId;
  readonly contractId: ContractId;
  readonly batchId: ContractBatchId;
  readonly fileName: string;
  readonly mediaType?: string;
  readonly sha256: string;
  readonly content: Uint8Array;
  readonly playbook?: PinnedPlaybook;
  readonly stance: Stance;
  /** Claims since it came or was last retried, this one included; from 1. */
  readonly claims: number;
}

export interface NewReview {
  readonly pages: number;
  readonly language: string;
  readonly review: Review;
}

/** The job's side: acts for the Tenant, not for a reader. */
export interface ReviewWorkStore {
  /**
   * Marks the Contract as being worked on and counts the claim, in one transaction. `undefined` where there is nothing
   * (left) to do: ready, failed, removed.
   */
  claim(tenantId: TenantId, contractId: ContractId): Promise<ReviewWork | undefined>;
  /** Made of the same bytes by the same `version`, in whatever batch. */
  findAnalysis(work: ReviewWork, version: string): Promise<ContractAnalysis | undefined>;
  /** Also the event that it was parsed. Does nothing where the Contract was removed meanwhile. */
  saveAnalysis(work: ReviewWork, version: string, analysis: ContractAnalysis): Promise<void>;
  /** Also the sign of life that keeps the sweep away. */
  reportProgress(
    work: ReviewWork,
    progress: { readonly stage: ContractStage; readonly done: number; readonly total: number },
  ): Promise<void>;
  /** Sets the Contract `ready` with what was found, and records that it was reviewed, in one transaction. */
  saveReview(work: ReviewWork, review: NewReview): Promise<void>;
  fail(work: ReviewWork, failure: { readonly code: ErrorCode; readonly message: string }): Promise<void>;
  /** Contracts `pending` or `processing` with no sign of life since `before`, of every Tenant. */
  findStuck(before: Date, limit: number): Promise<{ tenantId: TenantId; contractId: ContractId }[]>;
}
