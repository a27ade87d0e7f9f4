import { mkdir, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type Contract, type ContractBatch, getBatchReport, getContractReport } from '@groundwork/protocol';
import type { Client, Download } from '../client.ts';
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
  const save = async (name: string, { content, leftOut }: Download) => {
    await writeFile(join(folder, name), content);
    for (const what of leftOut) output.line(`${name}: left out: ${what}`);
  };
  const params = { id: batch.id };
  await save('index.html', await client.download(getBatchReport, { params, query: { format: 'html' } }));
  await save('findings.xlsx', await client.download(getBatchReport, { params, query: { format: 'xlsx' } }));
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
      await save(`${name}.${format === 'docx' ? 'reviewed.docx' : format}`, report);
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
