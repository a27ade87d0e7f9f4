import {
  buildSpace,
  ingestDocument,
  sweepDocuments,
  type JobHandlers,
  type JobQueue,
} from '@groundwork/jobs';
import {
  DocumentId,
  EmbeddingSpaceId,
  newId,
  OperationalError,
  TenantId,
  UserError,
} from '@groundwork/kernel';

/** One empty store of jobs; every `open` is another process's view of it. Waits between attempts are short. */
export interface JobQueueStore {
  open(options: { graceMs: number }): Promise<JobQueue>;
}

/** What every JobQueue must do, whatever keeps its jobs. */
export function describeJobQueue(name: string, start: () => Promise<JobQueueStore>): void {
  describe(`${name} as a JobQueue`, () => {
    let store: JobQueueStore;
    const opened: JobQueue[] = [];
    const open = async (graceMs = 10_000) => {
      const queue = await store.open({ graceMs });
      opened.push(queue);
      return queue;
    };
    beforeEach(async () => {
      store = await start();
    });
    afterEach(async () => {
      for (const queue of opened.splice(0)) await queue.close();
    });

    test('delivers every job with the payload it was given', async () => {
      const queue = await open();
      const sent = Array.from({ length: 12 }, ingestPayload);
      const received: string[] = [];
      for (const payload of sent) await queue.enqueue(ingestDocument, payload);
      expect(await queue.counts()).toEqual({ waiting: 12, active: 0, delayed: 0, failed: 0 });
      await queue.work(handlers({ 'document.ingest': async (job) => void received.push(job.documentId) }), {
        concurrency: 3,
      });
      await until(() => received.length >= 12);
      await untilIdle(queue);
      expect(received.sort()).toEqual(sent.map((job) => job.documentId).sort());
    });

    test('many jobs enqueued at once are as many, each key once', async () => {
      const queue = await open();
      const sent = Array.from({ length: 12 }, ingestPayload);
      const received: string[] = [];
      await queue.enqueue(ingestDocument, sent[0]!);
      await queue.enqueueAll(ingestDocument, [...sent, sent[1]!]);
      await queue.enqueueAll(ingestDocument, []);
      expect((await queue.counts()).waiting).toBe(12);
      await queue.work(handlers({ 'document.ingest': async (job) => void received.push(job.documentId) }), {
        concurrency: 3,
      });
      await until(() => received.length >= 12);
      await untilIdle(queue);
      expect(received.sort()).toEqual(sent.map((job) => job.documentId).sort());
    });

    test('takes jobs from a process that does not work itself', async () => {
      const [web, worker] = [await open(), await open()];
      let runs = 0;
      await worker.work(handlers({ 'document.sweep': async () => void runs++ }), { concurrency: 1 });
      await web.enqueue(sweepDocuments, {});
      await until(() => runs === 1);
    });

    test('refuses a payload that does not parse', async () => {
      const queue = await open();
      const payload = { tenantId: 'nobody', documentId: 'nothing' } as never;
      await expect(queue.enqueue(ingestDocument, payload)).rejects.toThrow();
      expect((await queue.counts()).waiting).toBe(0);
    });

    test('jobs with one key that wait together are one job', async () => {
      const queue = await open();
      const payload = ingestPayload();
      let runs = 0;
      for (let i = 0; i < 4; i++) await queue.enqueue(ingestDocument, payload);
      await queue.enqueue(ingestDocument, ingestPayload());
      expect((await queue.counts()).waiting).toBe(2);
      await queue.work(handlers({ 'document.ingest': async () => void runs++ }), { concurrency: 1 });
      await until(() => runs === 2);
      await untilIdle(queue);
      expect(runs).toBe(2);
    });

    test('a job enqueued while its twin runs is run afterwards, once', async () => {
      const queue = await open();
      const payload = ingestPayload();
      const first = gate();
      let [row, seen, runs, atOnce] = [1, 0, 0, 0];
      const ingest = async () => {
        expect(++atOnce).toBe(1);
        const read = row;
        if (++runs === 1) await first.opened;
        seen = read;
        atOnce--;
      };
      await queue.work(handlers({ 'document.ingest': ingest }), { concurrency: 2 });
      await queue.enqueue(ingestDocument, payload);
      await until(() => runs === 1);
      for (row = 2; row <= 4; row++) await queue.enqueue(ingestDocument, payload);
      row = 4;
      first.open();
      await until(() => runs === 2);
      await untilIdle(queue);
      expect([runs, seen]).toEqual([2, 4]);
    });

    test('a job enqueued while its twin runs into its last failure is run afterwards', async () => {
      const queue = await open();
      const payload = ingestPayload();
      const first = gate();
      let runs = 0;
      const ingest = async () => {
        if (++runs > 1) return;
        await first.opened;
        throw new UserError('document.broken', 'the first original');
      };
      await queue.work(handlers({ 'document.ingest': ingest }), { concurrency: 1 });
      await queue.enqueue(ingestDocument, payload);
      await until(() => runs === 1);
      await queue.enqueue(ingestDocument, payload);
      first.open();
      await until(() => runs === 2);
    });

    test('a job whose twin has finished is a new job', async () => {
      const queue = await open();
      const payload = ingestPayload();
      let runs = 0;
      await queue.work(handlers({ 'document.ingest': async () => void runs++ }), { concurrency: 1 });
      for (const expected of [1, 2, 3]) {
        await queue.enqueue(ingestDocument, payload);
        await until(() => runs === expected);
        await untilIdle(queue);
      }
    });

    test('an operational error is tried again, as often as the catalogue says, and then stays to be seen', async () => {
      const queue = await open();
      let runs = 0;
      let up = false;
      const ingest = async () => {
        runs++;
        if (!up) throw new OperationalError('database.unavailable', 'down');
      };
      await queue.work(handlers({ 'document.ingest': ingest }), { concurrency: 1 });
      await queue.enqueue(ingestDocument, ingestPayload());
      await until(async () => (await queue.counts()).failed === 1);
      expect(runs).toBe(ingestDocument.attempts);

      up = true;
      expect(await queue.retryFailed()).toBe(1);
      await untilIdle(queue);
      expect(runs).toBe(ingestDocument.attempts + 1);
      expect(await queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
      expect(await queue.retryFailed()).toBe(0);
    });

    test('a user error is not tried again', async () => {
      const queue = await open();
      let runs = 0;
      const ingest = async () => {
        runs++;
        throw new UserError('document.encrypted', 'locked');
      };
      await queue.work(handlers({ 'document.ingest': ingest }), { concurrency: 1 });
      await queue.enqueue(ingestDocument, ingestPayload());
      await until(async () => (await queue.counts()).failed === 1);
      await untilIdle(queue);
      expect(runs).toBe(1);
    });

    test('a bug is tried again', async () => {
      const queue = await open();
      let runs = 0;
      const ingest = async () => {
        if (++runs < 3) throw new TypeError('undefined is not a function');
      };
      await queue.work(handlers({ 'document.ingest': ingest }), { concurrency: 1 });
      await queue.enqueue(ingestDocument, ingestPayload());
      await until(() => runs === 3);
      await untilIdle(queue);
      expect((await queue.counts()).failed).toBe(0);
    });

    test('a long line of one kind does not hold up another kind', async () => {
      const queue = await open();
      const slow = gate();
      let [sweeps, running] = [0, 0];
      const ingest = async () => {
        running++;
        await slow.opened;
      };
      await queue.work(handlers({ 'document.ingest': ingest, 'document.sweep': async () => void sweeps++ }), {
        concurrency: 1,
      });
      for (let i = 0; i < 5; i++) await queue.enqueue(ingestDocument, ingestPayload());
      await until(() => running === 1);
      await queue.enqueue(sweepDocuments, {});
      await until(() => sweeps === 1);
      expect(running).toBe(1);
      slow.open();
      await untilIdle(queue);
    });

    test('one Tenant with many jobs waiting does not hold up the one job of another', async () => {
      const queue = await open();
      const bulk = newId(TenantId);
      const order: string[] = [];
      for (let i = 0; i < 30; i++)
        await queue.enqueue(ingestDocument, { ...ingestPayload(), tenantId: bulk });
      const single = ingestPayload();
      await queue.enqueue(ingestDocument, single);
      const ingest = async (job: { readonly tenantId: TenantId }) => void order.push(job.tenantId);
      await queue.work(handlers({ 'document.ingest': ingest }), { concurrency: 1 });
      await until(() => order.length === 31);
      expect(order.indexOf(single.tenantId)).toBeLessThanOrEqual(2);
    });

    test('a Tenant that goes on adding while its jobs are done keeps their order', async () => {
      const queue = await open();
      const tenantId = newId(TenantId);
      const sent: string[] = [];
      const received: string[] = [];
      const add = async () => {
        const payload = { ...ingestPayload(), tenantId };
        sent.push(payload.documentId);
        await queue.enqueue(ingestDocument, payload);
      };
      for (let i = 0; i < 20; i++) await add();
      await queue.work(handlers({ 'document.ingest': async (job) => void received.push(job.documentId) }), {
        concurrency: 1,
      });
      for (let i = 0; i < 20; i++) await add();
      await until(() => received.length === 40);
      expect(received).toEqual(sent);
    });

    test('runs as many jobs of a kind at once as it was told', async () => {
      const queue = await open();
      let [now, most, done] = [0, 0, 0];
      const build = async () => {
        most = Math.max(most, ++now);
        await pause(20);
        now--;
        done++;
      };
      for (let i = 0; i < 9; i++) {
        await queue.enqueue(buildSpace, { tenantId: newId(TenantId), spaceId: newId(EmbeddingSpaceId) });
      }
      await queue.work(handlers({ 'space.build': build }), { concurrency: 3 });
      await until(() => done === 9);
      expect(most).toBe(3);
    });

    test('a schedule set by every process runs once an interval', async () => {
      const everyMs = 250;
      let runs = 0;
      const began = Date.now();
      for (const queue of [await open(), await open(), await open()]) {
        await queue.work(handlers({ 'document.sweep': async () => void runs++ }), { concurrency: 1 });
        await queue.schedule(sweepDocuments, {}, everyMs);
      }
      await until(() => runs >= 5);
      // A slow machine runs fewer; a schedule per process would run three times as many.
      expect(runs).toBeLessThanOrEqual((Date.now() - began) / everyMs + 3);
    });

    test('closing lets a running job finish', async () => {
      const queue = await open();
      let [begun, finished] = [false, false];
      const ingest = async () => {
        begun = true;
        await pause(100);
        finished = true;
      };
      await queue.work(handlers({ 'document.ingest': ingest }), { concurrency: 1 });
      await queue.enqueue(ingestDocument, ingestPayload());
      await until(() => begun);
      await queue.close();
      expect(finished).toBe(true);
    });

    test('closing breaks off a job that takes too long, and the next process runs it', async () => {
      const queue = await open(50);
      let begun = false;
      const ingest = (_job: unknown, signal: AbortSignal) =>
        new Promise<void>((_, reject) => {
          begun = true;
          signal.addEventListener('abort', () => reject(new Error('broken off')));
        });
      await queue.work(handlers({ 'document.ingest': ingest }), { concurrency: 1 });
      await queue.enqueue(ingestDocument, ingestPayload());
      await until(() => begun);
      await queue.close();

      const next = await open();
      expect(await next.counts()).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 });
      let runs = 0;
      await next.work(handlers({ 'document.ingest': async () => void runs++ }), { concurrency: 1 });
      await until(() => runs === 1);
    });
  });
}

const ingestPayload = () => ({ tenantId: newId(TenantId), documentId: newId(DocumentId) });

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function handlers(own: Partial<JobHandlers>): JobHandlers {
  const none = async () => {};
  return {
    'document.ingest': none,
    'space.build': none,
    'document.sweep': none,
    'web-source.fetch': none,
    'web-source.sweep': none,
    'contract.review': none,
    'contract.sweep': none,
    'database.maintain': none,
    ...own,
  };
}

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const give = Date.now() + 30_000; Date.now() < give; await pause(10)) if (await condition()) return;
  throw new Error('The condition never became true.');
}

function untilIdle(queue: JobQueue): Promise<void> {
  return until(async () => {
    const { waiting, active, delayed } = await queue.counts();
    return waiting + active + delayed === 0;
  });
}
