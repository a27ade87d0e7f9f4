import { ndcg, recall, reciprocalRank, retrievalScores } from './retrieval-metrics.ts';

const judged = new Map([
  ['a', 2],
  ['b', 1],
  ['c', 1],
]);

test('nDCG is linear in gain and logarithmic in rank, as trec_eval computes it', () => {
  // Gains 0, 2, 1 at ranks 1..3 over the ideal 2, 1, 1.
  const dcg = 2 / Math.log2(3) + 1 / Math.log2(4);
  const ideal = 2 / Math.log2(2) + 1 / Math.log2(3) + 1 / Math.log2(4);
  expect(ndcg(['x', 'a', 'b'], judged, 10)).toBeCloseTo(dcg / ideal, 12);
  expect(ndcg(['x', 'a', 'b'], judged, 10)).toBeCloseTo(0.562727, 6);
  expect(ndcg(['a', 'b', 'c'], judged, 10)).toBe(1);
  expect(ndcg([], judged, 10)).toBe(0);
});

test('nDCG looks at the first documents only, in the ranking and in the ideal', () => {
  expect(ndcg(['x', 'a'], judged, 1)).toBe(0);
  expect(ndcg(['b'], judged, 1)).toBe(0.5);
});

test('recall is the share of all relevant documents, each counted once', () => {
  expect(recall(['a', 'x', 'a', 'b'], judged, 10)).toBeCloseTo(2 / 3);
  expect(recall(['x', 'a', 'b'], judged, 2)).toBeCloseTo(1 / 3);
});

test('reciprocal rank is of the first relevant document', () => {
  expect(reciprocalRank(['x', 'y', 'b', 'a'], judged, 10)).toBeCloseTo(1 / 3);
  expect(reciprocalRank(['x', 'y', 'b'], judged, 2)).toBe(0);
});

test('a query without a ranking counts as zero in the means', () => {
  const qrels = new Map([
    ['q1', new Map([['a', 1]])],
    ['q2', new Map([['b', 1]])],
  ]);
  expect(retrievalScores(new Map([['q1', ['a']]]), qrels)).toEqual({
    ndcg10: 0.5,
    recall10: 0.5,
    recall100: 0.5,
    mrr10: 0.5,
  });
});
