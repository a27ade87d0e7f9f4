import type { Principal } from '@groundwork/kernel';
import { maintainDatabase, PostgresChunkIndex } from '@groundwork/postgres';
import { openTestDatabase } from '@groundwork/postgres/testing';
import { analyzeQuery } from '@groundwork/retrieval';
import { interleave, percentile, spread, type Bench, type Row, type Spread } from './measure.ts';
import { FilteredVectors, recall } from './search/filtered-vectors.ts';
import { loadCorpus } from './search/load-corpus.ts';
import { makeCorpus, type SyntheticQuery } from './search/synthetic-corpus.ts';

const dimensions = 384;
const sizes = (process.env['BENCH_CHUNKS'] ?? '20000').split(',').map(Number);
const queriesInRound = 50;
const rounds = 3;
const none: ReadonlyMap<string, number> = new Map();
/** What the bare table's index keeps: pgvector's default of 40 finds five in six of the nearest. */
const breadth = 100;

/**
 * Searches of ten that see a half, a tenth, a hundredth and a thousandth of a large Tenant, by access list and by
 * Collection, beside pgvector's own filtered HNSW scan; then words and both legs. Native PostgreSQL only.
 * BENCH_CHUNKS=20000,100000 measures both sizes and how the time grows between them.
 */
export const bench: Bench = {
  name: 'vectors',
  async run() {
    const url = process.env['TEST_DATABASE_URL'];
    if (!url) return [];
    const rows: Row[] = [];
    const hybrids: Spread[] = [];
    for (const size of sizes) {
      const measured = await measure(url, size);
      rows.push(...measured.rows);
      hybrids.push(measured.hybrid);
    }
    const [small, large] = [hybrids[0], hybrids.at(-1)];
    if (small && large && small !== large) {
      const what = `both legs, ${sizes.at(-1)} beside ${sizes[0]} chunks`;
      rows.push({ what, unit: 'ms p95', ours: large, bare: small, limit: { of: 'ratio', max: 2 } });
    }
    return rows;
  },
};

async function measure(url: string, size: number): Promise<{ rows: Row[]; hybrid: Spread }> {
  const opened = await openTestDatabase(url);
  const { database } = opened;
  const corpus = makeCorpus(size, 200, dimensions);
  const spec = { name: 'bench', version: '1', dimensions, distance: 'cosine' as const };
  const parts = { half: 0.5, tenth: 0.1, hundredth: 0.01, thousandth: 0.001 };
  const { tenantId, spaceId, shares } = await loadCorpus(database, spec, corpus.chunks, parts);
  await database.pool.query('VACUUM ANALYZE');
  await maintainDatabase(database);
  const index = new PostgresChunkIndex(database);
  const bare = await FilteredVectors.open(database, { tenantId, dimensions, breadth });
  const lists = await bare.run(
    `SELECT name, access_list_id AS id FROM collection WHERE tenant_id = '${tenantId}'`,
  );
  const where = `${size.toLocaleString('en')} chunks`;
  const rows: Row[] = [];
  const everything = shares.map(({ grant }) => grant);
  const reader = (grants: Principal['grants']): Principal => ({
    tenantId,
    kind: 'api-key',
    id: 'reader',
    grants,
    scopes: ['search'],
  });

  const found: Record<string, string[][]> = {};
  const timed = (name: string, search: (query: SyntheticQuery) => Promise<readonly string[]>) => async () => {
    const times: number[] = [];
    found[name] = [];
    for (const query of corpus.queries.slice(0, queriesInRound)) {
      const began = performance.now();
      const ids = await search(query);
      times.push(performance.now() - began);
      found[name].push([...ids]);
    }
    return { p50: percentile(times, 50), p95: percentile(times, 95) };
  };
  const ours =
    (by: Principal, extra: object, legs: 'dense' | 'lexical' | 'hybrid') =>
    async ({ text, vector }: SyntheticQuery) => {
      const result = await index.search(by, {
        terms: legs === 'dense' ? none : analyzeQuery(text).terms,
        ...(legs !== 'lexical' && { vector: { spaceId, values: vector } }),
        limit: 10,
        ...extra,
      });
      return (legs === 'lexical' ? result.lexical : result.vector).map(({ chunkId }) => chunkId);
    };

  for (const { name, grant, collectionId } of shares.filter((share) => share.name !== 'rest')) {
    const own = lists.filter((list) => list['name'] === name).map((list) => Number(list['id']));
    const truth: string[][] = [];
    for (const { vector } of corpus.queries.slice(0, queriesInRound))
      truth.push(await bare.exact(vector, own));
    const times = await interleave(rounds, {
      bare: timed('bare', ({ vector }) => bare.nearest(vector, own)),
      list: timed('list', ours(reader([grant]), {}, 'dense')),
      collection: timed('collection', ours(reader(everything), { collections: [collectionId] }, 'dense')),
    });
    for (const by of ['list', 'collection'] as const) {
      const short = found[by]!.filter((ids, at) => ids.length < truth[at]!.length).length;
      rows.push({
        what: `${where}: vectors, a ${name} by ${by}`,
        unit: 'ms p95',
        ours: spread(times[by].map(({ p95 }) => p95)),
        bare: spread(times.bare.map(({ p95 }) => p95)),
        limit: { of: 'ratio', max: 1.5 },
        note: `p50 ratio ${ratio(times[by], times.bare)}, recall@10 ${recall(found[by]!, truth).toFixed(3)}, bare ${recall(found['bare']!, truth).toFixed(3)}, ${short} short`,
      });
    }
  }

  const all = reader(everything);
  const times = await interleave(rounds, {
    bare: timed('bare', ({ vector }) => bare.nearest(vector)),
    dense: timed('dense', ours(all, {}, 'dense')),
    lexical: timed('lexical', ours(all, {}, 'lexical')),
    hybrid: timed('hybrid', ours(all, {}, 'hybrid')),
  });
  const p95 = (name: keyof typeof times) => spread(times[name].map((one) => one.p95));
  const row = (what: string, mine: keyof typeof times, beside: keyof typeof times, max: number): Row => ({
    what: `${where}: ${what}`,
    unit: 'ms p95',
    ours: p95(mine),
    bare: p95(beside),
    limit: { of: 'ratio', max },
    note: `p50 ratio ${ratio(times[mine], times[beside])}`,
  });
  rows.push(
    row('vectors, all', 'dense', 'bare', 1.5),
    row('both legs beside bare vectors', 'hybrid', 'bare', 4),
    row('six words beside our vectors', 'lexical', 'dense', 2),
    await bytesPerChunk(bare, where, size),
  );
  bare.close();
  await opened.close();
  return { rows, hybrid: p95('hybrid') };
}

function ratio(ours: readonly { p50: number }[], bare: readonly { p50: number }[]): string {
  const median = (times: readonly { p50: number }[]) => spread(times.map(({ p50 }) => p50)).median;
  return (median(ours) / median(bare)).toFixed(2);
}

/** Tables and indexes of the text, the words and the vectors, originals aside. */
async function bytesPerChunk(bare: FilteredVectors, where: string, size: number): Promise<Row> {
  const [row] = await bare.run(
    `SELECT sum(pg_total_relation_size(oid))::float8 AS bytes FROM pg_class
      WHERE oid = ANY (ARRAY['chunk', 'posting', 'embedding', 'document']::regclass[])`,
  );
  const each = Number(row?.['bytes']) / size / 1000;
  return {
    what: `${where}: on disk, a chunk`,
    unit: 'kB',
    ours: spread([each]),
    limit: { of: 'median', max: 8 },
  };
}
