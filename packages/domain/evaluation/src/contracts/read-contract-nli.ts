import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '@groundwork/kernel';
import type { HypothesisChoice } from '@groundwork/review';
import { z } from 'zod';
import { readJson } from './read-json.ts';

const choices = {
  Entailment: 'entailed',
  Contradiction: 'contradicted',
  NotMentioned: 'not-mentioned',
} as const satisfies Record<string, HypothesisChoice>;

const Dataset = z.object({
  labels: z.record(z.string(), z.object({ short_description: z.string(), hypothesis: z.string() })),
  documents: z.array(
    z.object({
      id: z.union([z.string(), z.number()]),
      text: z.string(),
      spans: z.array(z.tuple([z.number(), z.number()])),
      annotation_sets: z
        .array(
          z.object({
            annotations: z.record(
              z.string(),
              z.object({
                choice: z.enum(['Entailment', 'Contradiction', 'NotMentioned']),
                spans: z.array(z.number()),
              }),
            ),
          }),
        )
        .min(1),
    }),
  ),
});

export interface GoldJudgement {
  readonly choice: HypothesisChoice;
  readonly evidence: readonly { readonly start: number; readonly end: number }[];
}

/** An agreement and what people say it makes of each hypothesis, by ContractNLI's ids. */
export interface JudgedContract {
  readonly id: string;
  readonly text: string;
  readonly gold: ReadonlyMap<string, GoldJudgement>;
}

export interface ContractNliDataset {
  readonly name: string;
  readonly hypotheses: readonly { readonly id: string; readonly title: string }[];
  readonly contracts: readonly JudgedContract[];
}

/** The JSON file of a dataset in ContractNLI's layout: the path itself, or the only JSON file of a folder. */
export async function findContractNli(path: string): Promise<string | undefined> {
  if (!(await stat(path)).isDirectory()) return path;
  const files = (await readdir(path)).filter((name) => name.endsWith('.json') && name !== 'spans.json');
  return files.length === 1 ? join(path, files[0]!) : undefined;
}

/** Throws `UserError('dataset.invalid')`. */
export async function readContractNli(file: string): Promise<ContractNliDataset> {
  const parsed = Dataset.safeParse(await readJson(file));
  if (!parsed.success) {
    throw new UserError('dataset.invalid', `${basename(file)}: ${z.prettifyError(parsed.error)}`);
  }
  const { labels, documents } = parsed.data;
  return {
    name: basename(file, '.json'),
    hypotheses: Object.entries(labels).map(([id, { short_description: title }]) => ({ id, title })),
    contracts: documents.map(({ id, text, spans, annotation_sets: [annotated] }) => ({
      id: String(id),
      text,
      gold: new Map(
        Object.entries(annotated!.annotations).map(([hypothesis, { choice, spans: evidence }]) => [
          hypothesis,
          {
            choice: choices[choice],
            evidence: evidence.flatMap((at) => {
              const span = spans[at];
              return span ? [{ start: span[0], end: span[1] }] : [];
            }),
          },
        ]),
      ),
    })),
  };
}
