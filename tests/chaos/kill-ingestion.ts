/**
 * `pnpm chaos [kills] [seed] [documents]`: ingestion on the embedded database, killed (SIGKILL) at random moments — while it
 * starts, while it takes Documents in, while it works — and started again, until every Document is ready or failed
 * with a reason. Then the database is opened and everything in it is counted.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspectIndex } from './inspect-index.ts';
import { startKillable } from './killable-process.ts';
import { seeded } from '../seeded.ts';
import { usualCount } from './workload.ts';

export interface ChaosReport {
  /** Processes killed before they had finished. */
  readonly killed: number;
  /** Of those, before they had opened the data folder. */
  readonly killedAtStart: number;
  readonly failures: readonly { readonly externalId: string; readonly code: string }[];
  /** What was found wrong afterwards; empty is the claim. */
  readonly faults: readonly string[];
}

const script = fileURLToPath(new URL('./ingest-process.ts', import.meta.url));

export async function killIngestion(
  kills: number,
  seed: number,
  {
    count = usualCount,
    say = () => {},
  }: { readonly count?: number; readonly say?: (line: string) => void } = {},
): Promise<ChaosReport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-chaos-'));
  const random = seeded(seed);
  // Long enough that most of the work is done over the kills, short enough that they hit it.
  const workMs = Math.max(2_000, 20 * count);
  let [killed, killedAtStart, openMs] = [0, 0, 4_000];
  try {
    // Each round hands in changed Documents, so that there is always something to break off.
    for (let round = 1; killed < kills; round++) {
      const run = startRun(dataDir, round, count);
      const atStart = random() < 0.25;
      if (!atStart) {
        const began = performance.now();
        await run.opened;
        openMs = performance.now() - began;
      }
      await pause(random() * (atStart ? openMs : workMs));
      const finished = await run.kill();
      if (finished) say(`round ${round}: had finished`);
      else {
        killed++;
        if (atStart) killedAtStart++;
        say(`round ${round}: killed ${atStart ? 'while starting' : 'while working'} (${killed} of ${kills})`);
      }
      if (finished || killed < kills) continue;
      // First nothing is handed in again: what the last kill left must be found by the sweep alone.
      await startRun(dataDir, round, count, 'sweep').done;
      const left = await inspectIndex(dataDir);
      const failures = await startRun(dataDir, round, count).done;
      const faults = [
        ...left.map((fault) => `after the sweep: ${fault}`),
        ...(await inspectIndex(dataDir, { round, count })),
      ];
      return { killed, killedAtStart, failures, faults };
    }
    throw new Error('Nothing was killed.');
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

const startRun = (dataDir: string, round: number, count: number, mode = 'add') =>
  startKillable<ChaosReport['failures']>(script, [dataDir, String(round), mode, String(count)]);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [kills = '50', seed = '1', documents = String(usualCount)] = process.argv.slice(2);
  const options = { count: Number(documents), say: (line: string) => console.log(line) };
  const report = await killIngestion(Number(kills), Number(seed), options);
  console.log(JSON.stringify(report, undefined, 2));
  process.exitCode = report.faults.length === 0 ? 0 : 1;
}
