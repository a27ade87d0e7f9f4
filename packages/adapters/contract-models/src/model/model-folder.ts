import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** Beside the bundle once an app is built, in this package before. */
const folder = new URL(import.meta.url.endsWith('.ts') ? '../../models/' : './models/', import.meta.url);

/** A model that ships: its bytes, and a version that changes with them. */
export async function readModel(name: 'cuad' | 'contractnli'): Promise<{ bytes: Buffer; version: string }> {
  const bytes = await readFile(new URL(`${name}.bin`, folder));
  return { bytes, version: `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}` };
}

/** What a model was trained on: `textDigest` of each contract by its file's name. */
export async function readTrainedOn(name: 'cuad' | 'contractnli'): Promise<ReadonlyMap<string, string>> {
  const list = await readFile(new URL(`${name}-trained-on.json`, folder), 'utf8');
  return new Map(Object.entries(JSON.parse(list) as Record<string, string>));
}

/** Knows a contract by its words, whatever its file is called. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text.replaceAll(/\s+/g, ' ').trim()).digest('hex').slice(0, 16);
}
