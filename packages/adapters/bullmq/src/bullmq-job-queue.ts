import { OperationalError, UserError, type Logger } from '@groundwork/kernel';
import type { JobCounts, JobDefinition, JobHandlers, JobQueue } from '@groundwork/jobs';
import { Queue, WaitingError, Worker, type IQueueBackend, type Job, type JobsOptions } from 'bullmq';
import { toJobOptions } from './job-options.ts';
import type { QueueBackend } from './queue-backend.ts';
import { runJob, type Handle } from './run-job.ts';
import { TurnTaking } from './turn-taking.ts';

type BullQueue = Queue<unknown, void, string, unknown, void, string, IQueueBackend, true>;
type BullWorker = Worker<unknown, void, string, IQueueBackend, number, true>;

export interface BullmqJobQueueSettings {
  readonly backend: QueueBackend;
  readonly catalogue: readonly JobDefinition[];
  readonly logger: Logger;
  /** A worker renews its lock twice in this time; a job whose worker died is taken up again after it. */
  readonly lockMs: number;
  /** Wait before the second attempt; doubles with each further one. */
  readonly backoffMs: number;
  /** How long `close` waits for running jobs, once before and once after it aborts them. */
  readonly graceMs: number;
}

/**
 * The JobQueue on BullMQ. Each job of the catalogue has a line (BullMQ queue) and a worker of its own, so that
 * hours of one kind of work never hold up another kind.
 */
export class BullmqJobQueue implements JobQueue {
  readonly #queues = new Map<string, BullQueue>();
  readonly #turns = new Map<string, TurnTaking>();
  readonly #workers: BullWorker[] = [];
  #closing: Promise<void> | undefined;

  constructor(private readonly settings: BullmqJobQueueSettings) {
    for (const { name } of settings.catalogue) {
      const queue = this.#openQueue(name);
      this.#queues.set(name, queue);
      this.#turns.set(name, new TurnTaking(queue));
    }
  }

  /** The BullMQ queues, for an operator's board. */
  get queues(): readonly BullQueue[] {
    return [...this.#queues.values()];
  }

  enqueue<Definition extends JobDefinition>(
    definition: Definition,
    payload: Definition['payload']['_output'],
  ): Promise<void> {
    return this.enqueueAll(definition, [payload]);
  }

  async enqueueAll<Definition extends JobDefinition>(
    definition: Definition,
    payloads: readonly Definition['payload']['_output'][],
  ): Promise<void> {
    const queue = this.#queue(definition.name);
    const turns = this.#turns.get(definition.name)!;
    const jobs = payloads.map((payload): { name: string; data: unknown; opts: JobsOptions } => {
      const data: unknown = definition.payload.parse(payload);
      return { name: definition.name, data, opts: toJobOptions(definition, data, this.settings.backoffMs) };
    });
    for (const job of jobs) {
      const priority = await this.#reach(turns.next(definition, job.data));
      if (priority !== undefined) job.opts = { ...job.opts, priority };
    }
    if (jobs.length > 0) await this.#reach(queue.addBulk(jobs));
  }

  async schedule<Definition extends JobDefinition>(
    definition: Definition,
    payload: Definition['payload']['_output'],
    everyMs: number,
  ): Promise<void> {
    const data: unknown = definition.payload.parse(payload);
    // The scheduler itself sees to one waiting job at a time; a key would let a run swallow the next one.
    const { deduplication: _none, ...opts } = toJobOptions(definition, data, this.settings.backoffMs);
    const { name } = definition;
    await this.#reach(this.#queue(name).upsertJobScheduler(name, { every: everyMs }, { name, data, opts }));
  }

  async work(handlers: JobHandlers, options: { concurrency: number }): Promise<void> {
    if (this.#workers.length > 0) throw new Error('This queue works already.');
    if (this.settings.backend.exclusive) await this.#takeBackAbandoned();
    for (const definition of this.settings.catalogue) {
      // JobHandlers has exactly the handlers of the catalogue; their payload types differ from job to job.
      const handle = (handlers as unknown as Record<string, Handle | undefined>)[definition.name];
      if (handle) this.#workers.push(this.#startWorker(definition, handle, options.concurrency));
    }
    await this.#reach(Promise.all(this.#workers.map((worker) => worker.waitUntilReady())));
  }

  async counts(): Promise<JobCounts> {
    const states = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const;
    const each = await this.#reach(Promise.all(this.queues.map((queue) => queue.getJobCounts(...states))));
    const sum = (state: string) => each.reduce((total, counts) => total + (counts[state] ?? 0), 0);
    return {
      waiting: sum('waiting') + sum('prioritized'),
      active: sum('active'),
      delayed: sum('delayed'),
      failed: sum('failed'),
    };
  }

  async retryFailed(): Promise<number> {
    let retried = 0;
    for (const queue of this.queues) {
      const failed = await this.#reach(queue.getFailed(0, -1));
      for (const job of failed) {
        await this.#reach(job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true }));
        retried++;
      }
    }
    return retried;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const { logger, graceMs, backend } = this.settings;
    const idle = Promise.all(this.#workers.map((worker) => worker.pause()));
    if (!(await within(idle, graceMs))) {
      for (const worker of this.#workers) worker.cancelAllJobs('closing');
      if (!(await within(idle, graceMs))) logger.warn('queue.close-forced', { graceMs });
    }
    await Promise.all(this.#workers.map((worker) => worker.close(true)));
    await Promise.all(this.queues.map((queue) => queue.close()));
    await backend.close();
  }

  #queue(name: string): BullQueue {
    const queue = this.#queues.get(name);
    if (!queue) throw new Error(`The job ${name} is not in the catalogue of this queue.`);
    return queue;
  }

  #openQueue(name: string): BullQueue {
    const { backend, logger } = this.settings;
    const queue: BullQueue = new Queue(
      name,
      {
        connection: true,
        ...(backend.prefix === undefined ? {} : { prefix: backend.prefix }),
        // Nobody reads BullMQ's event stream; it is kept as short as it will go.
        streams: { events: { maxLen: 100 } },
      },
      backend.factory,
    );
    queue.on('error', (error) => logger.warn('queue.error', { job: name, error: error.message }));
    return queue;
  }

  #startWorker(definition: JobDefinition, handle: Handle, concurrency: number): BullWorker {
    const { backend, logger, lockMs } = this.settings;
    const { name, attempts } = definition;
    const worker: BullWorker = new Worker(
      name,
      (job, token, signal) => this.#process(definition, handle, job, token, signal),
      {
        connection: true,
        ...(backend.prefix === undefined ? {} : { prefix: backend.prefix }),
        concurrency,
        drainDelay: backend.idleSeconds,
        lockDuration: lockMs,
        stalledInterval: lockMs / 2,
        // A job that takes its process down with it must end as failed, not for ever kill the next process.
        maxStalledCount: attempts + 5,
        maxStartedAttempts: 2 * attempts + 10,
      },
      backend.factory,
    );
    worker.on('failed', (job, error) => this.#report(name, job, error));
    worker.on('error', (error) => logger.warn('queue.error', { job: name, error: error.message }));
    // Without its lock a job may already run elsewhere.
    worker.on('lockRenewalFailed', (ids) => ids.forEach((id) => worker.cancelJob(id, 'lock lost')));
    return worker;
  }

  async #process(
    definition: JobDefinition,
    handle: Handle,
    job: Job<unknown, void, string>,
    token: string | undefined,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<void> {
    try {
      await runJob(definition, handle, job.data, signal);
    } catch (error) {
      if (signal.reason !== 'closing' || error instanceof UserError) throw error;
      // Broken off by us: back to the front of its line, no attempt spent.
      await job.moveToWait(token);
      throw new WaitingError();
    }
  }

  /** Errors by who must act; message text may quote a document, so only a bug's stack is written. */
  #report(name: string, job: Job<unknown, void, string> | undefined, error: Error): void {
    const { logger } = this.settings;
    const cause = error.cause ?? error;
    const fields = {
      job: name,
      id: job?.id,
      attempt: job?.attemptsMade,
      final: job?.finishedOn !== undefined,
    };
    if (cause instanceof UserError) logger.warn('job.rejected', { ...fields, code: cause.code });
    else if (cause instanceof OperationalError) {
      logger[fields.final ? 'error' : 'warn']('job.failed', { ...fields, code: cause.code });
    } else
      logger.error('job.failed', { ...fields, stack: cause instanceof Error ? cause.stack : String(cause) });
  }

  async #takeBackAbandoned(): Promise<void> {
    for (const queue of this.queues) {
      const abandoned = await this.#reach(queue.getActive());
      for (const job of abandoned) await this.#reach(takeBack(job));
    }
  }

  async #reach<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (cause) {
      throw new OperationalError('queue.unavailable', 'The queue cannot be reached.', { cause });
    }
  }
}

/** Back to its line, whoever holds the lock ('0'). One that ended in the meantime was not abandoned after all. */
async function takeBack(job: Job): Promise<void> {
  try {
    await job.moveToWait('0');
  } catch (error) {
    if (await job.isActive()) throw error;
  }
}

/** True where the promise settles in time. */
async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
