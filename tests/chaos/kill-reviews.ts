/**
 * `pnpm chaos:contracts [kills] [seed] [files]`: a batch of mixed contracts on the embedded database, killed (SIGKILL)
 * at random moments and started again, until each is ready or failed with a reason. Then everything is counted.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { distinctFiles } from './contract-files.ts';
import { startKillable } from './killable-process.ts';
import { seeded } from '../seeded.ts';

export interface ReviewChaosReport {
  /** Processes killed before they had finished. */
  readonly killed: number;
  readonly contracts: number;
  readonly failures: readonly { readonly fileName: string; readonly code: string }[];
  /** What was found wrong afterwards; empty is the claim. */
  readonly faults: readonly string[];
}

interface Account {
  readonly contracts: readonly { fileName: string; alsoNamed: readonly string[]; sha256: string }[];
  readonly failures: ReviewChaosReport['failures'];
  readonly faults: readonly string[];
}

const script = fileURLToPath(new URL('./review-process.ts', import.meta.url));

export async function killReviews(
  kills: number,
  seed: number,
  { count, say = () => {} }: { readonly count: number; readonly say?: (line: string) => void },
): Promise<ReviewChaosReport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-chaos-'));
  const random = seeded(seed);
  const start = (mode: string) => startKillable<Account>(script, [dataDir, mode, String(count)]);
  let killed = 0;
  try {
    for (let tries = 0; killed < kills && tries < 3 * kills; tries++) {
      const run = start('add');
      await run.opened;
      await new Promise((resolve) => setTimeout(resolve, random() * (2_000 + 30 * count)));
      if (!(await run.kill())) killed++;
      say(`killed ${killed} of ${kills}`);
    }
    // Nothing is handed in again but what a kill kept out: then the sweep alone finds what was left.
    const added = await start('add').done;
    const swept = await start('sweep').done;
    return {
      killed,
      contracts: swept.contracts.length,
      failures: swept.failures,
      faults: faultsOf(added, swept, count),
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function faultsOf(added: Account, { contracts, failures, faults }: Account, count: number): string[] {
  const distinct = distinctFiles(count);
  const names = contracts.flatMap(({ fileName, alsoNamed }) => [fileName, ...alsoNamed]);
  return [
    ...added.faults,
    ...faults,
    ...(contracts.length === distinct ? [] : [`${contracts.length} contracts of ${distinct} files`]),
    ...(new Set(contracts.map(({ sha256 }) => sha256)).size === contracts.length ? [] : ['bytes twice']),
    ...(new Set(names).size === count ? [] : [`${new Set(names).size} names of ${count}`]),
    ...failures
      .filter(({ fileName }) => !fileName.startsWith('broken-'))
      .map((failure) => JSON.stringify(failure)),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [kills = '5', seed = '1', files = '300'] = process.argv.slice(2);
  const say = (line: string) => console.log(line);
  const report = await killReviews(Number(kills), Number(seed), { count: Number(files), say });
  console.log(JSON.stringify(report, undefined, 2));
  process.exitCode = report.faults.length === 0 ? 0 : 1;
}
