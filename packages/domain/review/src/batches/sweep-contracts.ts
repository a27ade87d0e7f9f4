import { type JobQueue, reviewContract } from '@groundwork/jobs';
import type { Clock, Logger } from '@groundwork/kernel';
import type { ReviewWorkStore } from './stores.ts';

export interface SweepContractsDeps {
  readonly work: ReviewWorkStore;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: {
    /** Silence after which a row counts as stuck, in milliseconds; longer than any step without a sign of life. */
    readonly stuckAfterMs: number;
    /** Contracts put back in one sweep. */
    readonly batch: number;
  };
}

/** Job handler: finds Contracts whose job was lost and enqueues them again, so that a lost job is only a delay. */
export class SweepContracts {
  constructor(private readonly deps: SweepContractsDeps) {}

  async run(signal: AbortSignal): Promise<void> {
    const { work, queue, clock, logger, limits } = this.deps;
    const before = new Date(clock.now().getTime() - limits.stuckAfterMs);
    const stuck = await work.findStuck(before, limits.batch);
    for (const job of stuck) {
      signal.throwIfAborted();
      await queue.enqueue(reviewContract, job);
    }
    if (stuck.length > 0) logger.warn('contracts.requeued', { contracts: stuck.length });
  }
}
