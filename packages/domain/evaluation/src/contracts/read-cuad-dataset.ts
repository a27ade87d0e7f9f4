import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Span, UserError } from '@groundwork/kernel';
import { z } from 'zod';
import { readJson } from './read-json.ts';

/** `spans.json`: file → category → half-open character spans. */
const Spans = z.record(z.string(), z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))));

/** A contract with the texts that people marked in it, by CUAD's category names. */
export interface CuadContract {
  readonly file: string;
  readonly text: string;
  readonly gold: ReadonlyMap<string, readonly string[]>;
}

export interface CuadDataset<Contract extends CuadContract = CuadContract> {
  readonly name: string;
  readonly contracts: readonly Contract[];
}

/** With the places of those texts besides. */
export interface MarkedContract extends CuadContract {
  readonly marks: ReadonlyMap<string, readonly Span[]>;
}

/** Reads `spans.json` and `txt/`, in the order of the file names. Throws `UserError('dataset.invalid')`. */
export async function readCuadDataset(directory: string): Promise<CuadDataset<MarkedContract>> {
  const spans = Spans.safeParse(await readJson(join(directory, 'spans.json')));
  if (!spans.success) throw new UserError('dataset.invalid', `spans.json: ${z.prettifyError(spans.error)}`);
  const contracts = await Promise.all(
    Object.entries(spans.data)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([file, marked]): Promise<MarkedContract> => {
        const text = await readText(directory, file);
        const marks = Object.entries(marked).map(([category, places]): [string, Span[]] => [
          category,
          places
            .map(([start, end]) => ({ start, end }))
            .filter(({ start, end }) => text.slice(start, end).trim() !== ''),
        ]);
        const gold = marks.map(([category, spans]): [string, string[]] => [
          category,
          spans.map(({ start, end }) => text.slice(start, end)),
        ]);
        return { file, text, gold: new Map(gold), marks: new Map(marks) };
      }),
  );
  return { name: basename(directory), contracts };
}

async function readText(directory: string, file: string): Promise<string> {
  try {
    return await readFile(join(directory, 'txt', file), 'utf8');
  } catch (cause) {
    throw new UserError('dataset.invalid', `spans.json names "${file}", which is not in txt/.`, { cause });
  }
}
