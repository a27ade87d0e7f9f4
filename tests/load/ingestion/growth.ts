import { maintainDatabase, PostgresChunkIndex } from '@groundwork/postgres';
import { openTestDatabase } from '@groundwork/postgres/testing';
import { analyzeQuery } from '@groundwork/retrieval';
import { percentile, spread, type Row } from '../measure.ts';
import { loadCorpus } from '../search/load-corpus.ts';
import { makeCorpus } from '../search/synthetic-corpus.ts';
import { measureBytes } from './measure-bytes.ts';

const dimensions = 384;
const queries = 200;

/** An index of so many Chunks: how long it takes to load and to index, what it takes on disk and in memory, how fast it answers. */
export async function measureGrowth(where: string, url: string, size: number): Promise<Row[]> {
  const opened = await openTestDatabase(url);
  const { database } = opened;
  try {
    const corpus = makeCorpus(size, queries, dimensions);
    const empty = await measureBytes(database);
    const spec = { name: 'bench', version: '1', dimensions, distance: 'cosine' } as const;
    let began = performance.now();
    const { tenantId, spaceId, shares } = await loadCorpus(database, spec, corpus.chunks, {});
    const loadSeconds = (performance.now() - began) / 1_000;
    began = performance.now();
    await maintainDatabase(database);
    const indexSeconds = (performance.now() - began) / 1_000;
    const bytes = await measureBytes(database);
    const index = new PostgresChunkIndex(database);
    const reader = {
      tenantId,
      kind: 'api-key',
      id: 'reader',
      grants: shares.map(({ grant }) => grant),
      scopes: ['search'],
    } as const;
    const times: number[] = [];
    for (const { text, vector } of corpus.queries) {
      const began = performance.now();
      const found = await index.search(reader, {
        ...analyzeQuery(text),
        vector: { spaceId, values: vector },
        limit: 10,
      });
      times.push(performance.now() - began);
      if (found.passages.size === 0) throw new Error('A query of the corpus found nothing.');
    }
    globalThis.gc?.();
    const row = (what: string, unit: string, value: number): Row => ({
      what: `${where}, ${size.toLocaleString('en')} chunks: ${what}`,
      unit,
      ours: spread([value]),
    });
    return [
      row('load', 's', loadSeconds),
      row('statistics and vector index', 's', indexSeconds),
      row('on disk', 'bytes/chunk', (bytes - empty) / size),
      row('resident memory of this process', 'MiB', process.memoryUsage().rss / 2 ** 20),
      row('both legs', 'ms p50', percentile(times, 50)),
      row('both legs', 'ms p95', percentile(times, 95)),
    ];
  } finally {
    await opened.close();
  }
}
