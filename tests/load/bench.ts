/**
 * `pnpm bench [name…] [--option…]`: every benchmark, or the named ones, each in a process of its own. Prints medians with the
 * smallest and largest measurement, ratios to the bare tool on the same data, and the limits they must keep.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Bench } from './measure.ts';
import { judge, printRow } from './print-rows.ts';

const here = dirname(fileURLToPath(import.meta.url));
const known = readdirSync(here)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));

const [flag, ...rest] = process.argv.slice(2);
if (flag === '--run-one') await runOne(rest[0]!, rest.slice(1));
else runEach(process.argv.slice(2));

async function runOne(name: string, options: readonly string[]): Promise<void> {
  const module = (await import(pathToFileURL(join(here, `${name}.bench.ts`)).href)) as { bench: Bench };
  console.log(`${name}`);
  const rows = await module.bench.run(options);
  for (const row of rows) console.log(printRow(row));
  // Handles that a bench left open must not keep its process.
  process.exit(rows.some((row) => judge(row)?.holds === false) ? 2 : 0);
}

function runEach(given: readonly string[]): void {
  const options = given.filter((argument) => argument.startsWith('--'));
  const named = given.filter((argument) => !argument.startsWith('--'));
  const names = named.length > 0 ? named : known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. Known: ${known.join(', ')}.`);
    process.exit(1);
  }
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
  console.log('Figures are median [smallest–largest]; CPU is of this process.');
  const missed: string[] = [];
  for (const name of names) {
    const self = fileURLToPath(import.meta.url);
    const args = ['--import', 'tsx', '--expose-gc', self, '--run-one', name, ...options];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status === 2) missed.push(name);
    else if (status !== 0) missed.push(`${name} (did not finish)`);
  }
  if (missed.length > 0) console.log(`Outside its limits: ${missed.join(', ')}`);
  process.exitCode = missed.length > 0 ? 1 : 0;
}
