/**
 * The process that is killed while it reviews contracts: hands in every file, works until each is ready or failed, and
 * prints what is there. Started again it goes on where it was. Prints `opened`, then `done` with an account.
 */
import { type Clock, jsonLogger } from '@groundwork/kernel';
import {
  AddContract,
  type Contract,
  CreateContractBatch,
  ReadContracts,
  type StoredReview,
} from '@groundwork/review';
import { openLocalTenant, openRuntime, readConfig } from '@groundwork/runtime';
import { contractFiles } from './contract-files.ts';

const [dataDir = '', mode = 'add', count = '0'] = process.argv.slice(2);
/** In the last run nothing is handed in again, and time has passed: lost jobs must be found by the sweep alone. */
const later: Clock = { now: () => new Date(Date.now() + (mode === 'sweep' ? 600_000 : 0)) };

const runtime = await openRuntime(readConfig({ DATA_DIR: dataDir, EMBEDDING_MODEL: 'offline-fast:' }), {
  clock: later,
  logger: jsonLogger((line) => process.stderr.write(line)),
});
const { principal } = await openLocalTenant(runtime);
await runtime.startWorkers();
process.stdout.write('opened\n');

const read = runtime.get(ReadContracts);
const { batches } = await read.batches(principal, { limit: 200 });
const batch =
  batches.find(({ name }) => name === 'chaos') ??
  (await runtime.get(CreateContractBatch).run(principal, { name: 'chaos' }));
if (mode === 'add') {
  for (const file of contractFiles(Number(count))) {
    await runtime.get(AddContract).run(principal, batch.id, file);
  }
}
for (;;) {
  const { contracts } = await read.batch(principal, batch.id);
  if (contracts.pending + contracts.processing === 0) break;
  await new Promise((resolve) => setTimeout(resolve, 250));
}
process.stdout.write(`done ${JSON.stringify(await account())}\n`);
await runtime.close();

/** What is there, and what is wrong with it. */
async function account() {
  const contracts: Contract[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await read.contracts(principal, {
      batchId: batch.id,
      limit: 200,
      ...(cursor && { cursor }),
    });
    contracts.push(...page.contracts);
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  const faults: string[] = [];
  const failures: { fileName: string; code: string }[] = [];
  for (const { id, fileName, failure } of contracts) {
    if (failure) failures.push({ fileName, code: failure.code });
    else faults.push(...faultsOf(await read.review(principal, id)));
  }
  return {
    contracts: contracts.map(({ fileName, alsoNamed, sha256 }) => ({ fileName, alsoNamed, sha256 })),
    failures,
    faults,
  };
}

function faultsOf({ contract, analysis, review }: StoredReview): string[] {
  const keys = review.findings.map(({ key }) => key);
  const quotes = review.findings.flatMap(({ evidence }) => evidence);
  return [
    ...(new Set(keys).size === keys.length ? [] : [`${contract.fileName}: a finding twice`]),
    ...quotes
      .filter(({ span, quote }) => analysis.contract.text.slice(span.start, span.end) !== quote)
      .map(({ quote }) => `${contract.fileName}: no such words: ${quote}`),
  ];
}
