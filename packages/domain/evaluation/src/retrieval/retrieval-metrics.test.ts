import { ndcg, recall, reciprocalRank } from './retrieval-metrics.ts';

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
