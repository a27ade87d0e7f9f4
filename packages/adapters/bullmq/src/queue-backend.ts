import type { BackendFactory, IQueueBackend } from 'bullmq';

/** Where BullMQ keeps its jobs: one Postgres schema or one Redis prefix. */
export interface QueueBackend {
  /** Builds BullMQ's driver for one queue. Connections are its own affair; BullMQ only insists on a value for them. */
  readonly factory: BackendFactory<IQueueBackend, true>;
  /** Key prefix, where the backend has such a thing. */
  readonly prefix?: string;
  /**
   * Only this process can hold jobs (embedded database): a job found active at the start was left by a process
   * that died, and goes back to its line at once instead of after its lock has run out.
   */
  readonly exclusive: boolean;
  /** Seconds that an idle worker waits for a notification before it looks by itself. */
  readonly idleSeconds: number;
  /** Throws `OperationalError('queue.unavailable')` where it cannot be reached. */
  ready(): Promise<void>;
  /** Releases what it opened itself. */
  close(): Promise<void>;
}
