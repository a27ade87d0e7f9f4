import { fetchWebSources, type JobQueue } from '@groundwork/jobs';
import type { Clock, Logger } from '@groundwork/kernel';
import type { WebSourceWorkStore } from './web-source-store.ts';

export interface SweepWebSourcesDeps {
  readonly work: WebSourceWorkStore;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Hosts woken in one sweep. */
  readonly batch: number;
}

/** Job handler: wake the hosts at which something is due: refreshes, second tries, and what a lost job left behind. */
export class SweepWebSources {
  constructor(private readonly deps: SweepWebSourcesDeps) {}

  async run(signal: AbortSignal): Promise<void> {
    const { work, queue, clock, logger, batch } = this.deps;
    const due = await work.findDue(clock.now(), batch);
    for (const host of due) {
      signal.throwIfAborted();
      await queue.enqueue(fetchWebSources, host);
    }
    if (due.length > 0) logger.info('web-sources.due', { hosts: due.length });
  }
}
