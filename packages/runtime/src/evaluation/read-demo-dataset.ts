import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type BeirDataset, QueryRow, readJsonl, toAnswerCase } from '@groundwork/evaluation';
import { sha256 } from '@groundwork/kernel';
import { z } from 'zod';

const Manifest = z.array(z.object({ externalId: z.string(), title: z.string() }));

/**
 * A folder laid out as the demo (`manifest.json`, `corpus/`, `questions/queries.jsonl`) as a retrieval set: a document
 * is relevant where a gold reference quotes it. Rows of the corpus hold the hash of a file in place of its text.
 */
export async function readDemoDataset(directory: string, otherQueries?: string): Promise<BeirDataset> {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')));
  const qrels = new Map<string, ReadonlyMap<string, number>>();
  const queries: QueryRow[] = [];
  const file = otherQueries ?? join(directory, 'questions', 'queries.jsonl');
  for await (const query of readJsonl(file, QueryRow)) {
    const sources = toAnswerCase(query).references.flat();
    const documents = sources.flatMap(({ document }) => (document === undefined ? [] : [document]));
    if (documents.length === 0) continue;
    qrels.set(query._id, new Map(documents.map((document) => [document, 1])));
    queries.push(query);
  }
  const corpus = async function* () {
    for (const { externalId, title } of manifest) {
      const text = sha256(await readFile(join(directory, 'corpus', externalId)));
      yield { _id: externalId, title, text };
    }
  };
  return { name: basename(resolve(directory)), corpus, queries, qrels };
}
