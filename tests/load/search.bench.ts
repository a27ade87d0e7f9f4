import type { Embedder } from '@groundwork/inference';
import { silentLogger, systemClock } from '@groundwork/kernel';
import {
  type Database,
  maintainDatabase,
  PostgresChunkIndex,
  PostgresEmbeddingSpaceStore,
} from '@groundwork/postgres';
import { openTestDatabase } from '@groundwork/postgres/testing';
import { analyzeQuery, EmbeddingSpaces, EmbedQuery, SearchPassages } from '@groundwork/retrieval';
import { interleave, percentile, spread, type Bench, type Row } from './measure.ts';
import { openBareSearch } from './search/bare-search.ts';
import { indexCorpus } from './search/index-corpus.ts';
import { makeCorpus, type SyntheticQuery } from './search/synthetic-corpus.ts';

const dimensions = 384;
const sizes = (process.env['BENCH_CHUNKS'] ?? '5000').split(',').map(Number);
const queriesInRound = 60;
const rounds = 5;

/**
 * p95 of a search as its users get it (Tenant and access filter, both legs, passages with their text) beside
 * pgvector's bare `ORDER BY embedding <=> $1 LIMIT 10` on the same vectors, which checks nothing and reads no text.
 * The bare statement ranks exactly; what an HNSW index makes of it is printed by itself. Ours uses one where
 * maintenance builds one.
 */
export const bench: Bench = {
  name: 'search',
  async run() {
    const rows: Row[] = [];
    for (const [name, url] of [
      ['embedded', undefined],
      ['native', process.env['TEST_DATABASE_URL']],
    ] as const) {
      if (name === 'native' && !url) continue;
      for (const size of sizes) rows.push(...(await measureOn(name, url, size)));
    }
    return rows;
  },
};

async function measureOn(name: string, url: string | undefined, size: number): Promise<Row[]> {
  const opened = await openTestDatabase(url ?? '');
  const { database } = opened;
  const corpus = makeCorpus(size, 1_000, dimensions);
  const embedder = recall(corpus.queries);
  await indexCorpus(database, embedder.space, makeCorpus(Math.ceil(size / 10), 0, dimensions, 2).chunks);
  const { reader, spaceId } = await indexCorpus(database, embedder.space, corpus.chunks);
  await maintainDatabase(database);
  // What autovacuum does on a native server a minute after the load.
  await database.own((tx) => tx.query('ANALYZE'));
  const bare = await openBareSearch(database, corpus.chunks, dimensions);
  const index = new PostgresChunkIndex(database);
  const passages = openSearchPassages(database, embedder);

  let next = 0;
  const p95 = (search: (query: SyntheticQuery) => Promise<unknown>) => async () => {
    const times: number[] = [];
    for (let i = 0; i < queriesInRound; i++) {
      const query = corpus.queries[next++ % corpus.queries.length]!;
      const began = performance.now();
      await search(query);
      times.push(performance.now() - began);
    }
    return percentile(times, 95);
  };
  const none: ReadonlyMap<string, number> = new Map();
  const measured = await interleave(rounds, {
    bare: p95(bare.search),
    dense: p95(({ vector }) =>
      index.search(reader, { terms: none, vector: { spaceId, values: vector }, limit: 10 }),
    ),
    lexical: p95(({ text }) => index.search(reader, { terms: analyzeQuery(text).terms, limit: 10 })),
    hybrid: p95(({ text, vector }) =>
      index.search(reader, {
        terms: analyzeQuery(text).terms,
        vector: { spaceId, values: vector },
        limit: 10,
      }),
    ),
    passages: p95(({ text }) => passages.run(reader, { query: text, limit: 10 })),
  });
  await bare.approximate();
  const approximate = await interleave(rounds, { bare: p95(bare.search) });
  await opened.close();
  const where = `${name}, ${size.toLocaleString('en')} chunks`;
  const bareSpread = spread(measured.bare);
  const row = (what: string, values: readonly number[]): Row => ({
    what: `${where}: ${what}`,
    unit: 'ms p95',
    ours: spread(values),
    bare: bareSpread,
  });
  const limit = { of: 'ratio', max: 1.5 } as const;
  return [
    { ...row('vector leg', measured.dense), limit },
    row('lexical leg', measured.lexical),
    row('both legs', measured.hybrid),
    { ...row('SearchPassages', measured.passages), limit },
    { what: `${where}: bare, with an HNSW index`, unit: 'ms p95', ours: spread(approximate.bare) },
  ];
}

/** An embedder that looks its queries up: the time of a model is not the time of a search. */
function recall(queries: readonly SyntheticQuery[]): Embedder {
  const known = new Map(queries.map(({ text, vector }) => [text, vector]));
  return {
    provider: 'bench',
    space: { name: 'bench', version: '1', dimensions, distance: 'cosine' },
    pricePerMillionTokens: 0,
    embed: async (texts) => ({ vectors: texts.map((text) => known.get(text)!), inputTokens: 0 }),
  };
}

function openSearchPassages(database: Database, embedder: Embedder): SearchPassages {
  const spaces = new EmbeddingSpaces({
    store: new PostgresEmbeddingSpaceStore(database),
    embedders: [embedder],
    queue: { enqueue: async () => {} },
    clock: systemClock,
  });
  return new SearchPassages({
    index: new PostgresChunkIndex(database),
    spaces,
    embedQuery: new EmbedQuery({ spaces, logger: silentLogger, timeoutMs: 5_000 }),
    clock: systemClock,
  });
}
