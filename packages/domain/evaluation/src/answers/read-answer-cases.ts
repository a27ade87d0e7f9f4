import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@groundwork/kernel';
import { z } from 'zod';
import { type AnswerCase, toAnswerCase } from './answer-case.ts';
import { QueryRow } from '../datasets/read-beir-dataset.ts';
import { readJsonl } from '../datasets/read-jsonl.ts';

/**
 * The questions of a directory's `queries.jsonl` with their gold answers and references.
 * Throws `UserError('dataset.invalid')` where the file or a row is wrong, or no row has an answer or says that it
 * cannot be answered.
 */
export async function readAnswerCases(directory: string): Promise<AnswerCase[]> {
  const path = join(directory, 'queries.jsonl');
  if (!existsSync(path)) throw new UserError('dataset.invalid', `${directory} has no queries.jsonl.`);
  const cases: AnswerCase[] = [];
  for await (const row of readJsonl(path, QueryRow)) {
    try {
      cases.push(toAnswerCase(row));
    } catch (cause) {
      if (!(cause instanceof z.ZodError)) throw cause;
      throw new UserError('dataset.invalid', `${path}: query ${row._id}: ${z.prettifyError(cause)}`, {
        cause,
      });
    }
  }
  const gradable = cases.filter(({ answerable, answers }) => !answerable || answers.length > 0);
  if (gradable.length === 0) {
    throw new UserError(
      'dataset.invalid',
      `${path}: no question has metadata.answers or metadata.answerable.`,
    );
  }
  return gradable;
}
