import { openTestDatabase } from '@groundwork/postgres/testing';
import { interleave, percentile, spread, type Bench, type Row } from './measure.ts';
import { FilteredVectors, recall } from './search/filtered-vectors.ts';
import { makeCorpus } from './search/synthetic-corpus.ts';

const dimensions = 384;
const size = Number(process.env['BENCH_CHUNKS'] ?? '10000');
const vector = '$1::vector';
const half = `halfvec(${dimensions})`;
const bits = `bit(${dimensions})`;

/** How an index may hold the vectors; each statement names ten, from candidates that are ranked by the whole vectors. */
const kinds = {
  vector: {
    index: 'hnsw (embedding vector_cosine_ops)',
    nearest: () => `SELECT id FROM bare ORDER BY embedding <=> ${vector} LIMIT 10`,
  },
  halfvec: {
    index: `hnsw ((embedding::${half}) halfvec_cosine_ops)`,
    nearest: () =>
      `SELECT id FROM (SELECT id, embedding FROM bare ORDER BY embedding::${half} <=> ${vector}::${half} LIMIT 12) c
        ORDER BY embedding <=> ${vector} LIMIT 10`,
  },
  binary: {
    index: `hnsw ((binary_quantize(embedding)::${bits}) bit_hamming_ops)`,
    nearest: (breadth: number) =>
      `SELECT id FROM (SELECT id, embedding FROM bare
          ORDER BY binary_quantize(embedding)::${bits} <~> binary_quantize(${vector})::${bits} LIMIT ${breadth}) c
        ORDER BY embedding <=> ${vector} LIMIT 10`,
  },
} as const;

/**
 * What an HNSW index of whole, half and one-bit numbers weighs, costs to build, and finds at several breadths. Native
 * PostgreSQL only; BENCH_CHUNKS says how many vectors.
 */
export const bench: Bench = {
  name: 'quantised',
  async run() {
    const url = process.env['TEST_DATABASE_URL'];
    if (!url) return [];
    const opened = await openTestDatabase(url);
    const corpus = makeCorpus(size, 50, dimensions);
    const bare = await FilteredVectors.of(
      opened.database,
      corpus.chunks.map((chunk) => chunk.vector),
    );
    const vectors = corpus.queries.map((query) => query.vector);
    const truth: string[][] = [];
    for (const one of vectors) truth.push(await bare.exact(one));

    const rows: Row[] = [];
    for (const [kind, { index, nearest }] of Object.entries(kinds)) {
      await bare.run('DROP INDEX IF EXISTS bare_hnsw');
      const began = performance.now();
      await bare.run(`CREATE INDEX bare_hnsw ON bare USING ${index}`);
      const seconds = (performance.now() - began) / 1000;
      const [weight] = await bare.run(`SELECT pg_relation_size('bare_hnsw')::float8 AS bytes`);
      rows.push(figure(`${kind}: built`, 's', [seconds]));
      rows.push(figure(`${kind}: size, a vector`, 'B', [Number(weight?.['bytes']) / size]));
      for (const breadth of [40, 100, 200, 400]) {
        await bare.run(`SET hnsw.ef_search = ${breadth}`);
        const found: string[][] = [];
        const { times } = await interleave(3, {
          times: async () => {
            const all: number[] = [];
            for (const [at, one] of vectors.entries()) {
              const start = performance.now();
              const ids = await bare.run(nearest(breadth), [`[${one.join(',')}]`]);
              all.push(performance.now() - start);
              found[at] = ids.map((row) => String(row['id']));
            }
            return percentile(all, 50);
          },
        });
        const note = `recall@10 ${recall(found, truth).toFixed(3)}`;
        rows.push({ ...figure(`${kind}: ef_search ${breadth}`, 'ms p50', times), note });
      }
    }
    bare.close();
    await opened.close();
    return rows;
  },
};

function figure(what: string, unit: string, values: readonly number[]): Row {
  return { what: `${size.toLocaleString('en')} vectors, ${what}`, unit, ours: spread(values) };
}
