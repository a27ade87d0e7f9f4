import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Principal } from '@groundwork/kernel';
import {
  AddContract,
  type Contract,
  type ContractBatch,
  CreateContractBatch,
  ReadContracts,
  ReportContracts,
  type ReportFile,
} from '@groundwork/review';
import { z } from 'zod';
import type { Runtime } from '../runtime.ts';

/** `manifest.json` of the sample contracts. */
const Manifest = z.array(z.looseObject({ file: z.string(), playbook: z.string(), stance: z.string() }));

const pollMs = 50;

export interface ContractSeedReport {
  readonly contracts: number;
  readonly findings: number;
  readonly failed: readonly { readonly fileName: string; readonly code: string }[];
}

/**
 * Reviews the sample contracts, one batch for each Playbook and side, and writes their reports to a folder. Run again it
 * changes nothing that is already there.
 *
 * @param samples folder with `manifest.json` and the files it names.
 * @param reports folder for the reports; made where it is not.
 */
export async function seedContracts(
  runtime: Runtime,
  principal: Principal,
  { samples, reports }: { readonly samples: string; readonly reports: string },
): Promise<ContractSeedReport> {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(samples, 'manifest.json'), 'utf8')));
  const groups = new Map<string, z.infer<typeof Manifest>>();
  for (const sample of manifest) {
    const name = `Samples: ${sample.playbook}, ${sample.stance}`;
    groups.set(name, [...(groups.get(name) ?? []), sample]);
  }
  const known = await runtime.get(ReadContracts).batches(principal, { limit: 200 });
  let [contracts, findings] = [0, 0];
  const failed: ContractSeedReport['failed'][number][] = [];
  for (const [name, files] of groups) {
    const { playbook, stance } = files[0]!;
    const there = known.batches.find((each) => each.name === name);
    const isDone = there && there.contracts.ready + there.contracts.failed >= files.length;
    const batch =
      there ?? (await runtime.get(CreateContractBatch).run(principal, { name, playbook, stance }));
    for (const { file } of isDone ? [] : files) {
      const content = await readFile(join(samples, file));
      await runtime.get(AddContract).run(principal, batch.id, { fileName: file, content });
    }
    const settled = await settle(runtime, principal, batch);
    contracts += settled.length;
    for (const { fileName, failure, reviewed } of settled) {
      if (failure) failed.push({ fileName, code: failure.code });
      for (const count of Object.values(reviewed?.findings ?? {})) findings += count;
    }
    if (isDone) continue;
    await writeReports(runtime, principal, {
      batch,
      settled,
      folder: join(reports, `${playbook}-${stance}`),
    });
  }
  return { contracts, findings, failed };
}

async function settle(
  runtime: Runtime,
  principal: Principal,
  { id }: ContractBatch,
): Promise<readonly Contract[]> {
  const read = runtime.get(ReadContracts);
  for (;;) {
    const { contracts } = await read.batch(principal, id);
    if (contracts.pending + contracts.processing === 0) break;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return (await read.contracts(principal, { batchId: id, limit: 200 })).contracts;
}

async function writeReports(
  runtime: Runtime,
  principal: Principal,
  { batch, settled, folder }: { batch: ContractBatch; settled: readonly Contract[]; folder: string },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const report = runtime.get(ReportContracts);
  const write = ({ content }: ReportFile, name: string) => writeFile(join(folder, name), content);
  await write(await report.batch(principal, batch.id, 'html'), 'index.html');
  await write(await report.batch(principal, batch.id, 'xlsx'), 'findings.xlsx');
  for (const { id, fileName } of settled.filter(({ status }) => status === 'ready')) {
    const { name, ext } = parse(fileName);
    await write(await report.contract(principal, id, 'html'), `${name}.html`);
    if (ext === '.docx') await write(await report.contract(principal, id, 'docx'), `${name}.reviewed.docx`);
  }
}
