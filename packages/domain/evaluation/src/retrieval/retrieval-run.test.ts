import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareRuns, readRetrievalRun, type RetrievalRun } from './retrieval-run.ts';

const scores = (value: number) => ({
  ndcg10: value,
  recall5: value,
  recall10: value,
  recall100: value,
  mrr10: value,
});
const run = (fused: Record<string, number>, { reranked = false, hash = 'same' } = {}): RetrievalRun => ({
  dataset: { name: 'tiny', hash },
  configuration: {
    embedding: { model: 'none', version: '1', dimensions: 1 },
    fusion: 'convex-1',
    database: 'embedded',
    node: 'v20.19.0',
    machine: 'one',
    groundwork: { version: '0.1.0' },
  },
  perQuery: Object.entries(fused).map(([id, value]) => ({
    id,
    reranked,
    rankings: {
      lexical: scores(0.5),
      vector: scores(0.5),
      fused: scores(value),
      reranked: scores(reranked ? 1 : value),
    },
  })),
});
const difference = (comparison: ReturnType<typeof compareRuns>, ranking: string) =>
  comparison.differences.find((row) => row.ranking === ranking && row.metric === 'ndcg10');

test('pairs queries by id, whatever their order, and says what could not be paired', () => {
  const comparison = compareRuns(run({ a: 0.2, b: 0.4, c: 1 }), run({ b: 0.6, a: 0.3, d: 0 }));
  expect(comparison).toMatchObject({ sameDataset: true, unpaired: 2 });
  expect(difference(comparison, 'fused')).toMatchObject({ pairs: 2, before: expect.closeTo(0.3) });
  expect(difference(comparison, 'fused')!.difference).toBeCloseTo(0.15);
  expect(difference(comparison, 'lexical')).toMatchObject({ difference: 0, p: 1 });
});

test('the final ranking is the reranked one where a reranker took part', () => {
  const comparison = compareRuns(run({ a: 0.5 }), run({ a: 0.5 }, { reranked: true, hash: 'other' }));
  expect(comparison.sameDataset).toBe(false);
  expect(difference(comparison, 'fused')!.difference).toBe(0);
  expect(difference(comparison, 'final')).toMatchObject({ before: 0.5, after: 1, difference: 0.5 });
});

test('runs without a query in common, and files that are no run, are refused', async () => {
  expect(() => compareRuns(run({ a: 1 }), run({ b: 1 }))).toThrow(/no query in common/);
  const folder = await mkdtemp(join(tmpdir(), 'runs-'));
  try {
    const file = join(folder, 'run.json');
    await writeFile(file, JSON.stringify(run({ a: 1 })));
    expect(await readRetrievalRun(file)).toEqual(run({ a: 1 }));
    await writeFile(file, '{"perQuery":[]}');
    await expect(readRetrievalRun(file)).rejects.toMatchObject({ code: 'dataset.invalid' });
  } finally {
    await rm(folder, { recursive: true });
  }
});
