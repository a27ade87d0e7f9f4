/**
 * The process that is killed: opens the runtime on a data folder, hands in every Document of the round, and works
 * until each is ready or failed. Started again it goes on where it was. Prints `opened`, then `done` with the failures.
 */
import { CreateCollection, ListCollections, ListDocuments } from '@groundwork/ingestion';
import { jsonLogger, type Clock } from '@groundwork/kernel';
import { addAndWait, openLocalTenant, openRuntime, readConfig } from '@groundwork/runtime';
import { documentsOf } from './workload.ts';

const [dataDir = '', round = '0', mode = 'add', count = '0'] = process.argv.slice(2);
/** In the last run nothing is handed in again, and time has passed: lost jobs must be found by the sweep alone. */
const later: Clock = { now: () => new Date(Date.now() + (mode === 'sweep' ? 600_000 : 0)) };

const runtime = await openRuntime(readConfig({ DATA_DIR: dataDir, EMBEDDING_MODEL: 'offline-fast:' }), {
  clock: later,
  logger: jsonLogger((line) => process.stderr.write(line)),
});
const { principal } = await openLocalTenant(runtime);
await runtime.startWorkers();
process.stdout.write('opened\n');

const known = (await runtime.get(ListCollections).run(principal)).find(({ name }) => name === 'chaos');
const collection = known ?? (await runtime.get(CreateCollection).run(principal, { name: 'chaos' }));
const failures: { externalId: string; code: string }[] = [];
const finished = mode === 'sweep' ? settled() : addAndWait(runtime, principal, originals());
for await (const { externalId, failure } of finished) {
  if (failure) failures.push({ externalId, code: failure.code });
}
process.stdout.write(`done ${JSON.stringify(failures)}\n`);
await runtime.close();

function originals() {
  return documentsOf(Number(round), Number(count)).map(({ externalId, content }) => ({
    collectionId: collection.id,
    externalId,
    content: Buffer.from(content),
  }));
}

/** Waits for what is there already. */
async function* settled() {
  const list = runtime.get(ListDocuments);
  const collectionId = collection.id;
  for (const status of ['pending', 'processing', 'pending'] as const) {
    while ((await list.run(principal, { collectionId, status, limit: 1 })).documents.length > 0)
      await new Promise((resolve) => setTimeout(resolve, 250));
  }
  for (let cursor: string | undefined; ;) {
    const page = await list.run(principal, { collectionId, limit: 500, ...(cursor && { cursor }) });
    yield* page.documents;
    cursor = page.nextCursor;
    if (cursor === undefined) return;
  }
}
