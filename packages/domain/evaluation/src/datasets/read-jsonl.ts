import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { UserError } from '@groundwork/kernel';
import type { z } from 'zod';

/**
 * The rows of a JSONL file, one at a time, each checked. Blank lines are skipped.
 * Throws `UserError('dataset.invalid')` naming the file and the line.
 */
export async function* readJsonl<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): AsyncGenerator<z.infer<Schema>> {
  for await (const { line, number } of readLines(path)) {
    if (line.trim() === '') continue;
    const row = schema.safeParse(parseJson(line));
    if (!row.success) {
      const [issue] = row.error.issues;
      const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
      throw new UserError('dataset.invalid', `${path}:${number}: ${where}${issue?.message ?? 'not a row'}`);
    }
    yield row.data;
  }
}

/** Lines of a UTF-8 file with their numbers from 1. Throws `UserError('dataset.invalid')` where it cannot be read. */
export async function* readLines(path: string): AsyncGenerator<{ line: string; number: number }> {
  const stream = createReadStream(path, 'utf8');
  let number = 0;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      number += 1;
      yield { line: number === 1 ? line.replace(/^\uFEFF/, '') : line, number };
    }
  } catch (cause) {
    throw new UserError('dataset.invalid', `${path}: cannot be read.`, { cause });
  } finally {
    stream.destroy();
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
