import type { z } from 'zod';
import type { JobDefinition } from './define-job.ts';
import type { jobs } from './jobs.ts';

type AnyJob = (typeof jobs)[number];

/** One handler for each job of the catalogue; a missing one does not compile. Handlers are idempotent. */
export type JobHandlers = {
  readonly [Job in AnyJob as Job['name']]: (
    payload: z.infer<Job['payload']>,
    signal: AbortSignal,
  ) => Promise<void>;
};

export interface JobCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/** Background work. Delivery is at least once; a lost job is found again by the sweep of its rows. */
export interface JobQueue {
  /** Call only after the row that the payload names is committed. */
  enqueue<Job extends JobDefinition>(job: Job, payload: z.infer<Job['payload']>): Promise<void>;
  /** The same for many at once; for few it costs what one costs. */
  enqueueAll<Job extends JobDefinition>(
    job: Job,
    payloads: readonly z.infer<Job['payload']>[],
  ): Promise<void>;
  /** Repeat a job at an interval, once across all processes. */
  schedule<Job extends JobDefinition>(
    job: Job,
    payload: z.infer<Job['payload']>,
    everyMs: number,
  ): Promise<void>;
  /** Start to work. `concurrency` jobs of each kind run at once in this process: no kind waits for another. */
  work(handlers: JobHandlers, options: { concurrency: number }): Promise<void>;
  counts(): Promise<JobCounts>;
  /** Put exhausted jobs back; returns how many. */
  retryFailed(): Promise<number>;
  /** Let running jobs finish (bounded), then release everything. */
  close(): Promise<void>;
}
