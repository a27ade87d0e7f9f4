import type { JobDefinition } from '@groundwork/jobs';
import type { JobsOptions } from 'bullmq';

const days30 = 30 * 24 * 3600;

/**
 * How BullMQ treats a job: exponential backoff between attempts; done means gone (the row is the record); failed
 * stays visible for 30 days, at most 10,000 of a kind.
 *
 * `keepLastIfActive` is what makes a dedupe key safe: a job enqueued while its twin *runs* is kept and runs
 * afterwards, because the running one may have read the row before it changed.
 */
export function toJobOptions(definition: JobDefinition, payload: unknown, backoffMs: number): JobsOptions {
  const key = definition.dedupeKey?.(payload as never);
  return {
    attempts: definition.attempts,
    backoff: { type: 'exponential', delay: backoffMs },
    removeOnComplete: true,
    removeOnFail: { age: days30, count: 10_000 },
    stackTraceLimit: 5,
    ...(key === undefined ? {} : { deduplication: { id: key, keepLastIfActive: true } }),
  };
}
