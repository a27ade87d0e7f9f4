import type { TokenUsage } from '@groundwork/inference';
import {
  type Clock,
  type ContractId,
  type ErrorCode,
  type Logger,
  OperationalError,
  type TenantId,
  UserError,
} from '@groundwork/kernel';
import type { AnalyzeContract } from './analyze-contract.ts';
import type { ContractAnalysis } from './contract-analysis.ts';
import type { ContractStage } from './contract-batch.ts';
import type { ReviewAnalysis } from './review-analysis.ts';
import type { ReviewWork, ReviewWorkStore } from './stores.ts';

export interface ReviewStoredContractDeps {
  readonly work: ReviewWorkStore;
  readonly analyze: AnalyzeContract;
  readonly review: ReviewAnalysis;
  /** What the judge took for one Contract. */
  readonly recordCost?: (work: ReviewWork, usage: TokenUsage) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: {
    /** Claims after which a Contract fails when something outside (a model, the database) is still down. */
    readonly claims: number;
    /** Claims after which it fails on a fault of ours, which another try rarely mends. */
    readonly claimsOnFault: number;
    /** Least time between two signs of life, in milliseconds. */
    readonly progressEveryMs: number;
  };
}

export const defaultReviewLimits: ReviewStoredContractDeps['limits'] = {
  claims: 10,
  claimsOnFault: 3,
  progressEveryMs: 1_000,
};

/**
 * Job handler: reads a Contract and reviews it against its batch's Playbook. Idempotent: a second run finds nothing to
 * claim. What was made of the same bytes before, in whatever batch or before the process died, is not made again.
 */
export class ReviewStoredContract {
  constructor(private readonly deps: ReviewStoredContractDeps) {}

  async run(
    job: { readonly tenantId: TenantId; readonly contractId: ContractId },
    signal: AbortSignal,
  ): Promise<void> {
    const work = await this.deps.work.claim(job.tenantId, job.contractId);
    if (!work) return;
    try {
      await this.review(work, signal);
    } catch (error) {
      const failure = signal.aborted ? undefined : this.toFailure(work, error);
      if (!failure) throw error;
      this.deps.logger.warn('contract.failed', { contractId: work.contractId, code: failure.code });
      await this.deps.work.fail(work, failure);
    }
  }

  private async review(work: ReviewWork, signal: AbortSignal): Promise<void> {
    const { clock, logger } = this.deps;
    if (work.claims > this.deps.limits.claims) {
      throw new UserError(
        'internal.bug',
        `Given up after ${work.claims - 1} tries that ended without a result.`,
      );
    }
    const began = clock.now().getTime();
    const progress = this.reporter(work);
    const analysis = await this.analysis(work, signal, progress.report);
    progress.report('reviewing', 0, 1);
    const { review, usage } = await this.deps.review.run(analysis, work, signal);
    if (usage) await this.deps.recordCost?.(work, usage);
    await progress.settled();
    signal.throwIfAborted();
    const { pages, language } = analysis.contract;
    await this.deps.work.saveReview(work, { pages, language, review });
    logger.info('contract.reviewed', {
      contractId: work.contractId,
      pages,
      findings: review.findings.length,
      ms: clock.now().getTime() - began,
    });
  }

  private async analysis(
    work: ReviewWork,
    signal: AbortSignal,
    onProgress: (stage: ContractStage, done: number, total: number) => void,
  ): Promise<ContractAnalysis> {
    const { work: store, analyze } = this.deps;
    const kept = await store.findAnalysis(work, analyze.version);
    if (kept) return kept;
    const made = await analyze.run(work, { signal, onProgress });
    await store.saveAnalysis(work, analyze.version, made);
    return made;
  }

  /** Signs of life, one at a time, none more often than needed; a new stage is always told. */
  private reporter(work: ReviewWork) {
    const { clock, limits, work: store } = this.deps;
    let last = { stage: 'waiting' as ContractStage, at: 0 };
    let pending: Promise<void> = Promise.resolve();
    return {
      report: (stage: ContractStage, done: number, total: number) => {
        const at = clock.now().getTime();
        if (stage === last.stage && at - last.at < limits.progressEveryMs) return;
        last = { stage, at };
        // A sign of life that is lost costs nothing but a look of the sweep.
        pending = pending.then(() => store.reportProgress(work, { stage, done, total })).catch(() => {});
      },
      settled: () => pending,
    };
  }

  /** How the Contract ends because of this error; `undefined` where the queue shall try again. */
  private toFailure(work: ReviewWork, error: unknown): { code: ErrorCode; message: string } | undefined {
    const { limits, logger } = this.deps;
    if (error instanceof UserError) return { code: error.code, message: error.message };
    if (error instanceof OperationalError) {
      return work.claims >= limits.claims ? { code: error.code, message: error.message } : undefined;
    }
    logger.error('contract.fault', {
      contractId: work.contractId,
      error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      stack: error instanceof Error ? error.stack : undefined,
    });
    if (work.claims < limits.claimsOnFault) return undefined;
    return { code: 'internal.bug', message: 'Groundwork failed to review this contract.' };
  }
}
