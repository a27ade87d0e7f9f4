/** A process to be killed: it starts a job, hears of the same job again, says so, and never ends. */
import { ingestDocument, type JobHandlers } from '@groundwork/jobs';
import { DocumentId, newId, TenantId } from '@groundwork/kernel';
import { openStore } from './open-store.ts';

const [address = '', prefix = ''] = process.argv.slice(2);
const queue = await openStore(address, { prefix, lockMs: 1_000 });
const payload = { tenantId: newId(TenantId), documentId: newId(DocumentId) };
const never = new Promise<void>(() => {});
const handlers: JobHandlers = {
  'document.ingest': async () => {
    await queue.enqueue(ingestDocument, payload);
    process.stdout.write(`${payload.documentId}\n`);
    await never;
  },
  'space.build': () => never,
  'document.sweep': () => never,
  'web-source.fetch': async () => {},
  'web-source.sweep': async () => {},
  'contract.review': async () => {},
  'contract.sweep': async () => {},
  'database.maintain': async () => {},
};
await queue.work(handlers, { concurrency: 1 });
await queue.enqueue(ingestDocument, payload);
