import type { Passage } from '@groundwork/retrieval';
import type { QueryRow } from '../datasets/read-beir-dataset.ts';
import { EvaluateRetrieval, type EvaluateRetrievalInput } from './evaluate-retrieval.ts';

const query = (_id: string, text: string, metadata = {}): QueryRow => ({ _id, text, metadata });
const dataset = {
  name: 'tiny',
  queries: [query('q1', 'first'), query('d2', 'second')],
  qrels: new Map([
    ['q1', new Map([['d1', 1]])],
    ['d2', new Map([['d3', 1]])],
  ]),
};
const passage = (externalId: string, scores: Passage['scores'], text = '') =>
  ({ chunkId: `${externalId}-${text}`, externalId, scores, text }) as Passage;
const evaluate = (input: Partial<EvaluateRetrievalInput>) =>
  new EvaluateRetrieval().run({
    dataset,
    docs: 3,
    ingest: async () => {},
    search: async () => ({ passages: [] }),
    ...input,
  });

test('ranks each leg by its own scores, a document by its best chunk', async () => {
  const evaluation = await evaluate({
    search: async (text) => ({
      passages:
        text === 'first'
          ? [
              passage('d2', { lexical: 5, fused: 0.9 }),
              passage('d1', { lexical: 1, vector: 0.9, fused: 0.8 }),
              passage('d1', { lexical: 9, fused: 0.1 }),
            ]
          : [passage('d2', { lexical: 9, fused: 1 }), passage('d3', { vector: 0.5, fused: 0.5 })],
    }),
  });
  expect(evaluation).toMatchObject({ dataset: 'tiny', docs: 3, queries: 2, languages: {} });
  // First query: d1 leads both legs and is second when fused. Second: its own document is left out, so d3 leads.
  expect(evaluation.lexical.mrr10).toBe(0.5);
  expect(evaluation.vector.mrr10).toBe(1);
  expect(evaluation.fused.mrr10).toBe(0.75);
  expect(evaluation.fused.intervals.mrr10).toEqual([0.5, 1]);
  expect(evaluation.comparisons).toMatchObject([
    { ranking: 'fused', than: 'lexical', pairs: 2 },
    { ranking: 'fused', than: 'vector', pairs: 2 },
  ]);
});

test('a reranked row appears where a reranker took part, in the order that was returned', async () => {
  const reorder = (text: string) =>
    text === 'first'
      ? [
          passage('d1', { fused: 0.2, reranked: 7 }),
          passage('d2', { fused: 0.9, reranked: 1 }),
          passage('d3', { fused: 0.5 }),
        ]
      : [passage('d1', { fused: 0.6 }), passage('d3', { fused: 0.5 })];
  const evaluation = await evaluate({ search: async (text) => ({ passages: reorder(text) }) });
  expect(evaluation.fused.mrr10).toBeCloseTo((1 / 3 + 1 / 2) / 2);
  expect(evaluation.reranked!.mrr10).toBeCloseTo((1 + 1 / 2) / 2);
  expect(evaluation.comparisons.at(-1)).toMatchObject({ ranking: 'reranked', than: 'fused' });

  const without = await evaluate({ search: async () => ({ passages: [passage('d1', { fused: 1 })] }) });
  expect(without).not.toHaveProperty('reranked');
});

test('queries of several languages are also summed up by language, as their metadata say or their script shows', async () => {
  const queries = [
    query('q1', 'first'),
    query('d2', '第一'),
    query('q3', 'second', { language: 'zh-Hant' }),
    query('q4', 'third'),
  ];
  const { languages } = await evaluate({
    dataset: { ...dataset, queries },
    search: async () => ({ passages: [passage('d1', { fused: 1 })] }),
  });
  expect(Object.keys(languages)).toEqual(['en', 'zh-Hans', 'zh-Hant']);
  expect(languages['en']).toMatchObject({ queries: 2, fused: { mrr10: 0.5 } });
  expect(languages['zh-Hans']).toMatchObject({ queries: 1, fused: { mrr10: 0 } });
});

test('gold sentences count where one passage holds them whole, over the queries that have some', async () => {
  const queries = [
    query('q1', 'first', { references: ['年假為 25 天。', 'It  never\nstands here.'] }),
    query('d2', 'second'),
  ];
  const passages = [
    passage('d9', { fused: 1 }, '規定：年假为25天。'),
    passage('d8', { fused: 0.5 }, 'It never'),
  ];
  const { fused, vector, passageChars } = await evaluate({
    dataset: { ...dataset, queries },
    search: async () => ({ passages }),
  });
  expect(fused).toMatchObject({ goldRecall5: 0.5, goldRecall10: 0.5 });
  expect(vector.goldRecall5).toBe(0);
  expect(passageChars).toBe((10 + 8) / 2);
  expect((await evaluate({})).fused).not.toHaveProperty('goldRecall5');
});

test('times searches of ten one after the other before it asks for all candidates at once', async () => {
  let under = 0;
  let most = 0;
  const seen: string[] = [];
  const evaluation = await evaluate({
    dataset: { ...dataset, queries: Array.from({ length: 20 }, (_, i) => query(`q${i}`, `text ${i}`)) },
    search: async (_, limit) => {
      seen.push(`${limit} beside ${under++}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      most = Math.max(most, under--);
      return { passages: [] };
    },
  });
  expect(seen.slice(0, 20)).toEqual(Array(20).fill('10 beside 0'));
  expect(seen.slice(20).every((search) => search.startsWith('200'))).toBe(true);
  expect(most).toBeGreaterThan(1);
  expect(evaluation.queryMs.count).toBe(20);
  expect(evaluation.perQuery.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, i) => `q${i}`));
});

test('reports how far it is', async () => {
  const seen: string[] = [];
  await evaluate({ onProgress: ({ stage, done, total }) => seen.push(`${stage} ${done}/${total}`) });
  expect(seen).toEqual(['time 1/2', 'time 2/2', 'search 1/2', 'search 2/2']);
});
