import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  addContracts,
  type AddedContracts,
  type Contract,
  type ContractBatch,
  createContractBatch,
  getContractBatch,
  listContracts,
} from '@groundwork/protocol';
import type { Client } from '../client.ts';
import type { CommandContext } from '../command.ts';
import { type Failure, toFailure } from '../ingestion/failure.ts';
import { pollMs } from '../ingestion/settled-documents.ts';
import { listFiles } from '../list-files.ts';
import { UsageError } from '../usage-error.ts';

/** A batch that has come to its end. */
export interface FinishedBatch {
  readonly batch: ContractBatch;
  readonly contracts: readonly Contract[];
  /** Of files that were not taken and of Contracts that failed. */
  readonly failures: readonly Failure[];
}

/** Sends the files as one batch, waits until each is ready or failed, and says how far it is meanwhile. */
export async function sendBatch(
  context: CommandContext,
  client: Client,
  paths: readonly string[],
): Promise<FinishedBatch> {
  const { values, output, signal } = context;
  if (paths.length === 0) throw new UsageError('Name at least one file or folder.');
  const files = await listFiles(paths);
  const opened = (await client.call(createContractBatch, {
    body: {
      name: (values['name'] as string | undefined) ?? nameOf(paths),
      ...(await playbookOf(values['playbook'] as string | undefined)),
      ...(values['stance'] === undefined ? {} : { stance: values['stance'] }),
      ...(values['access'] === undefined ? {} : { access: values['access'] }),
    },
  })) as AddedContracts;
  const { id } = opened.batch;
  const failures: Failure[] = [];
  for (const [index, { path, externalId }] of files.entries()) {
    signal.throwIfAborted();
    output.progress('sending  ', index, files.length);
    const content = await readFile(path);
    await client.upload(addContracts, { id }, [{ name: externalId, content }]).then(
      (added) => note(failures, added as AddedContracts),
      (error: unknown) => failures.push(toFailure(externalId, error)),
    );
  }
  output.progress('sending  ', files.length, files.length);
  const batch = await settle(context, client, id);
  const contracts = await allContracts(client, id);
  for (const { fileName, failure } of contracts) {
    if (failure) failures.push({ externalId: fileName, ...failure });
  }
  return { batch, contracts, failures };
}

function nameOf(paths: readonly string[]): string {
  const [first = ''] = paths;
  return paths.length === 1 ? basename(first) : `${basename(first)} and ${paths.length - 1} more`;
}

/** A file's YAML, or the id of a playbook. */
async function playbookOf(given: string | undefined): Promise<{ playbook?: string }> {
  if (given === undefined) return {};
  return { playbook: existsSync(given) ? await readFile(given, 'utf8') : given };
}

function note(failures: Failure[], added: AddedContracts): void {
  for (const { fileName, error } of added.rejected) failures.push({ externalId: fileName, ...error });
}

async function settle(
  { output, signal }: CommandContext,
  client: Client,
  id: ContractBatch['id'],
): Promise<ContractBatch> {
  for (;;) {
    signal.throwIfAborted();
    const batch = (await client.call(getContractBatch, { params: { id } })) as ContractBatch;
    const { pending, processing, ready, failed } = batch.contracts;
    output.progress('reviewing', ready + failed, pending + processing + ready + failed);
    if (pending + processing === 0) return batch;
    await setTimeout(pollMs, undefined, { signal });
  }
}

async function allContracts(client: Client, id: ContractBatch['id']): Promise<Contract[]> {
  const contracts: Contract[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.call(listContracts, { params: { id }, query: { limit: 200, cursor } });
    contracts.push(...(page.contracts as Contract[]));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return contracts;
}
