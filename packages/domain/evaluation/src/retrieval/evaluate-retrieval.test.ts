import type { Passage } from '@groundwork/retrieval';
import { EvaluateRetrieval } from './evaluate-retrieval.ts';
import type { BeirDataset } from '../datasets/read-beir-dataset.ts';

const rows = [1, 2, 3].map((id) => ({ _id: `d${id}`, title: '', text: `text ${id}` }));
const dataset: BeirDataset = {
  name: 'tiny',
  corpus: async function* () {
    yield* rows;
  },
  queries: [
    { _id: 'q1', text: 'first', metadata: {} },
    { _id: 'd2', text: 'second', metadata: {} },
  ],
  qrels: new Map([
    ['q1', new Map([['d1', 1]])],
    ['d2', new Map([['d3', 1]])],
  ]),
};
const passage = (externalId: string, scores: Passage['scores']) => ({ externalId, scores }) as Passage;

test('ranks each leg by its own scores, a document by its best chunk', async () => {
  const evaluation = await new EvaluateRetrieval().run({
    dataset,
    ingest: async (all) => {
      for await (const _ of all);
    },
    search: async (query) => ({
      passages:
        query === 'first'
          ? [
              passage('d2', { lexical: 5, fused: 0.9 }),
              passage('d1', { lexical: 1, vector: 0.9, fused: 0.8 }),
              passage('d1', { lexical: 9, fused: 0.1 }),
            ]
          : [passage('d2', { lexical: 9, fused: 1 }), passage('d3', { vector: 0.5, fused: 0.5 })],
    }),
  });
  expect(evaluation).toMatchObject({ dataset: 'tiny', docs: 3, queries: 2 });
  // First query: d1 leads both legs and is second when fused. Second: its own document is left out, so d3 leads.
  expect(evaluation.lexical.mrr10).toBe(0.5);
  expect(evaluation.vector.mrr10).toBe(1);
  expect(evaluation.fused.mrr10).toBe(0.75);
});

test('reports how far it is', async () => {
  const seen: string[] = [];
  await new EvaluateRetrieval().run({
    dataset,
    ingest: async (all) => {
      for await (const _ of all);
    },
    search: async () => ({ passages: [] }),
    onProgress: ({ stage, done, total }) => seen.push(`${stage} ${done}/${total ?? '?'}`),
  });
  expect(seen).toEqual(['ingest 1/?', 'ingest 2/?', 'ingest 3/?', 'search 1/2', 'search 2/2']);
});
