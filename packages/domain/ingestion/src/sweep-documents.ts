import { ingestDocument, type JobQueue } from '@groundwork/jobs';
import type { Clock, Logger } from '@groundwork/kernel';
import type { IngestionStore } from './stores.ts';

export interface SweepDocumentsDeps {
  readonly work: IngestionStore;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: {
    /** Silence after which a row counts as stuck, in milliseconds; longer than any step without a sign of life. */
    readonly stuckAfterMs: number;
    /** Documents put back in one sweep. */
    readonly batch: number;
  };
}

/** Job handler: find Documents whose job was lost and enqueue them again, so that a lost job is only a delay. */
export class SweepDocuments {
  constructor(private readonly deps: SweepDocumentsDeps) {}

  async run(signal: AbortSignal): Promise<void> {
    const { work, queue, clock, logger, limits } = this.deps;
    const before = new Date(clock.now().getTime() - limits.stuckAfterMs);
    const stuck = await work.findStuck(before, limits.batch);
    signal.throwIfAborted();
    await queue.enqueueAll(ingestDocument, stuck);
    if (stuck.length > 0) logger.warn('documents.requeued', { documents: stuck.length });
  }
}
