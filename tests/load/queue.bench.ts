import { openJobQueue } from '@groundwork/bullmq';
import { ingestDocument, type JobHandlers, type JobQueue } from '@groundwork/jobs';
import { DocumentId, newId, TenantId } from '@groundwork/kernel';
import { interleave, percentile, spread, timed, type Bench, type Row } from './measure.ts';
import { openBareQueue } from './queue/bare-queue.ts';
import { openQueueTargets, type QueueTarget } from './queue/targets.ts';

const rounds = 5;
const concurrency = 4;

/** Our JobQueue beside BullMQ used directly, on the same backend: CPU of a job, and how soon it is picked up. */
export const bench: Bench = {
  name: 'queue',
  async run() {
    const rows: Row[] = [];
    for (const target of await openQueueTargets()) {
      rows.push(...(await compare(target)));
      await target.close();
    }
    return rows;
  },
};

/** What is measured: a queue that hands every job to one function. */
export interface MeasuredQueue {
  add(): Promise<void>;
  work(handle: () => void, concurrency: number): Promise<void>;
  close(): Promise<void>;
}

async function compare(target: QueueTarget): Promise<Row[]> {
  const variants = { ours: await openOurs(target), bare: await openBareQueue(target) };
  const meters = { ours: await measure(variants.ours), bare: await measure(variants.bare) };
  const cost = await interleave(rounds, {
    ours: () => meters.ours.cpuPerJob(target.jobs),
    bare: () => meters.bare.cpuPerJob(target.jobs),
  });
  const pickup = await interleave(rounds, {
    ours: () => meters.ours.pickupP95(),
    bare: () => meters.bare.pickupP95(),
  });
  await variants.ours.close();
  await variants.bare.close();
  return [
    {
      what: `${target.name}: CPU per job`,
      unit: 'ms',
      ours: spread(cost.ours),
      bare: spread(cost.bare),
      limit: { of: 'ratio', max: 5 },
    },
    {
      what: `${target.name}: pickup p95`,
      unit: 'ms',
      ours: spread(pickup.ours),
      bare: spread(pickup.bare),
      limit: { of: 'ratio', max: 3 },
    },
  ];
}

async function openOurs(target: QueueTarget): Promise<MeasuredQueue> {
  const queue: JobQueue = await openJobQueue({ ...target.options, prefix: 'bench-ours' });
  return {
    add: () => queue.enqueue(ingestDocument, { tenantId: newId(TenantId), documentId: newId(DocumentId) }),
    work: (handle, atOnce) => {
      const run = async () => handle();
      const handlers: JobHandlers = {
        'document.ingest': run,
        'space.build': run,
        'document.sweep': run,
        'web-source.fetch': run,
        'web-source.sweep': run,
        'contract.review': run,
        'contract.sweep': run,
        'database.maintain': run,
      };
      return queue.work(handlers, { concurrency: atOnce });
    },
    close: () => queue.close(),
  };
}

async function measure(queue: MeasuredQueue) {
  let [done, awaited] = [0, 0];
  let reached = () => {};
  const handle = () => {
    if (++done === awaited) reached();
  };
  await queue.work(handle, concurrency);
  const finish = (jobs: number) => {
    [done, awaited] = [0, jobs];
    return new Promise<void>((resolve) => {
      reached = resolve;
    });
  };
  return {
    async cpuPerJob(jobs: number): Promise<number> {
      const all = finish(jobs);
      const { cpuMs } = await timed(async () => {
        for (let i = 0; i < jobs; i++) await queue.add();
        await all;
      });
      return cpuMs / jobs;
    },
    async pickupP95(): Promise<number> {
      const waits: number[] = [];
      for (let i = 0; i < 60; i++) {
        const picked = finish(1);
        const began = performance.now();
        const added = queue.add();
        await picked;
        waits.push(performance.now() - began);
        await added;
        await new Promise((resolve) => setTimeout(resolve, 5)); // let the worker go back to waiting
      }
      return percentile(waits, 95);
    },
  };
}
