import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunRecord } from '@groundwork/evaluation';
import { UserError } from '@groundwork/kernel';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../usage-error.ts';

/** Measures one thing; returns what `--json` prints, having printed it for people. */
export type Evaluation = (context: CommandContext) => Promise<unknown>;

/** The folder that `--dataset` names. Throws `UsageError`, and `UserError('dataset.invalid')` where there is none. */
export function datasetOf({ values }: CommandContext): string {
  const directory = values['dataset'];
  if (typeof directory !== 'string') throw new UsageError('Name the dataset: --dataset DIR.');
  if (!existsSync(directory)) throw new UserError('dataset.invalid', `There is no directory "${directory}".`);
  return directory;
}

/** Writes a record where `--record` asks for it, in the place of the one of the same dataset and models. */
export async function writeRecord({ values, output }: CommandContext, record: RunRecord): Promise<void> {
  if (!values['record']) return;
  const { recordPath, serializeRecord } = await import('@groundwork/evaluation');
  const path = join(String(values['records']), recordPath(record));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, serializeRecord(record));
  output.line(`recorded in ${path}`);
}

/** Progress of the stages of an evaluation. */
export function showProgress({ output }: CommandContext) {
  return (stage: string, done: number, total: number) => output.progress(stage.padEnd(9), done, total);
}
