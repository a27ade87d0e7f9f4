import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError } from '@groundwork/kernel';
import { z } from 'zod';
import { readJsonl, readLines } from './read-jsonl.ts';

const RowId = z.union([z.string(), z.number()]).transform(String);

export const CorpusRow = z.object({ _id: RowId, title: z.string().default(''), text: z.string() });
export type CorpusRow = z.infer<typeof CorpusRow>;

export const QueryRow = z.object({
  _id: RowId,
  text: z.string(),
  metadata: z.record(z.string(), z.unknown()).default({}),
});
export type QueryRow = z.infer<typeof QueryRow>;

/** A retrieval test set in the BEIR layout (Thakur et al. 2021). */
export interface BeirDataset {
  /** The directory's name. */
  readonly name: string;
  /** What sets its queries apart from the directory's own, in words; absent where nothing does. */
  readonly selection?: string;
  /** Read from disk at each call; corpora may be larger than memory. */
  readonly corpus: () => AsyncIterable<CorpusRow>;
  /** Those that have judgements. */
  readonly queries: readonly QueryRow[];
  /** Query → document → relevance above zero. */
  readonly qrels: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/**
 * Open a directory with `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` (or `qrels/test.tsv`), with or without a
 * header line. Another file of queries may stand in for the directory's own: the same ids in another script or
 * language. Throws `UserError('dataset.invalid')` with the file that is missing or the line that is wrong.
 */
export async function readBeirDataset(directory: string, otherQueries?: string): Promise<BeirDataset> {
  const file = (...names: string[]) => {
    const found = names.map((name) => join(directory, name)).find((path) => existsSync(path));
    if (!found) throw new UserError('dataset.invalid', `${directory} has no ${names.join(' or ')}.`);
    return found;
  };
  const corpus = file('corpus.jsonl');
  const queriesFile = otherQueries ?? file('queries.jsonl');
  const qrels = await readQrels(file('qrels.tsv', join('qrels', 'test.tsv')));
  const queries: QueryRow[] = [];
  for await (const query of readJsonl(queriesFile, QueryRow)) if (qrels.has(query._id)) queries.push(query);
  if (queries.length === 0) {
    throw new UserError('dataset.invalid', `${directory}: no query of ${queriesFile} has a judgement.`);
  }
  return { name: basename(resolve(directory)), corpus: () => readJsonl(corpus, CorpusRow), queries, qrels };
}

async function readQrels(path: string): Promise<Map<string, Map<string, number>>> {
  const qrels = new Map<string, Map<string, number>>();
  for await (const { line, number } of readLines(path)) {
    if (line.trim() === '') continue;
    const [query, document, score, ...rest] = line.trimEnd().split('\t');
    const relevance = Number(score);
    if (number === 1 && Number.isNaN(relevance)) continue;
    if (!query || !document || Number.isNaN(relevance) || rest.length > 0) {
      throw new UserError(
        'dataset.invalid',
        `${path}:${number}: expected query-id, corpus-id and score, parted by tabs.`,
      );
    }
    if (relevance <= 0) continue;
    const judged = qrels.get(query) ?? new Map<string, number>();
    qrels.set(query, judged.set(document, relevance));
  }
  return qrels;
}
