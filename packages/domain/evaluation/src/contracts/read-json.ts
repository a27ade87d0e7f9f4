import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '@groundwork/kernel';

/** Throws `UserError('dataset.invalid')` where a file is not JSON. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new UserError('dataset.invalid', `${basename(file)} is not JSON.`, { cause });
  }
}
