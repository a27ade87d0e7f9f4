import { embeddedTemplate } from '@groundwork/postgres/testing';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spread, type Bench, type Row } from './measure.ts';
import { startProcess } from './processes/start-process.ts';

const starts = 3;
const chunks = 5_000;

/** Resident memory: the whole system at rest beside bare Nest with the bare embedded database; then with 5,000 Chunks. */
export const bench: Bench = {
  name: 'memory',
  async run() {
    const [ours, nest, bare]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < starts; i++) {
      const plain = await inFolder((dataDir) => measureBare(dataDir));
      nest.push(plain.nest);
      bare.push(plain.both);
      ours.push(await inFolder(async (dataDir) => (await measurePlatform(dataDir, 0)).rest));
    }
    const loaded = await inFolder((dataDir) => measurePlatform(dataDir, chunks));
    const rows: Row[] = [
      { what: 'bare Nest', unit: 'MiB', ours: spread(nest) },
      {
        what: 'after start, beside bare Nest and database',
        unit: 'MiB',
        ours: spread(ours),
        bare: spread(bare),
        limit: { of: 'ratio', max: 2 },
      },
      {
        what: `after ingesting ${loaded.made.toLocaleString('en')} chunks`,
        unit: 'MiB',
        ours: spread([loaded.after]),
      },
    ];
    return rows;
  },
};

async function measureBare(folder: string): Promise<{ nest: number; both: number }> {
  const dataDir = join(folder, 'postgres');
  await cp(join(await embeddedTemplate(), 'postgres'), dataDir, { recursive: true });
  const started = await startProcess<{ nest: number }>('bare-nest', [dataDir]);
  const both = await started.ask<number>('memory');
  await started.stop();
  return { nest: started.ready.nest, both };
}

async function measurePlatform(dataDir: string, size: number) {
  // Made in a process before: the memory of making a database is not that of having one.
  await (await startProcess('platform', [dataDir])).stop();
  const started = await startProcess('platform', [dataDir, String(size)]);
  const rest = await started.ask<number>('memory');
  const made = size > 0 ? await started.ask<number>('ingest') : 0;
  const after = await started.ask<number>('memory');
  await started.stop();
  return { rest, made, after };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
