import { mkdir, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type Contract, type ContractBatch, getBatchReport, getContractReport } from '@groundwork/protocol';
import type { Client } from '../client.ts';
import type { Output } from '../output.ts';

interface Destination {
  readonly client: Client;
  readonly output: Output;
  readonly folder: string;
}

/** Every report of a batch as a file. */
export async function saveReports(
  { client, output, folder }: Destination,
  batch: ContractBatch,
  contracts: readonly Contract[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const params = { id: batch.id };
  await writeFile(
    join(folder, 'index.html'),
    await client.download(getBatchReport, { params, query: { format: 'html' } }),
  );
  await writeFile(
    join(folder, 'findings.xlsx'),
    await client.download(getBatchReport, { params, query: { format: 'xlsx' } }),
  );
  const names = new Set(['index', 'findings']);
  for (const [index, contract] of contracts.entries()) {
    output.progress('reporting', index, contracts.length);
    const name = freeName(parse(contract.fileName).name, names);
    const formats = /\.docx$/i.test(contract.fileName) ? ['html', 'json', 'docx'] : ['html', 'json'];
    for (const format of formats) {
      const report = await client.download(getContractReport, {
        params: { id: contract.id },
        query: { format },
      });
      await writeFile(join(folder, `${name}.${format === 'docx' ? 'reviewed.docx' : format}`), report);
    }
  }
  output.progress('reporting', contracts.length, contracts.length);
}

/** Two files of one name do not overwrite each other's reports. */
function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted} (${n})`;
  taken.add(name);
  return name;
}
