import { countAtThresholds, scoreRanked } from './precision-recall.ts';

const one = (found: number[], missed: number, wrong: number[]) =>
  countAtThresholds([{ found, missed, true: found, false: wrong }]);

test('all found before anything false: area 1 and full precision at every recall', () => {
  expect(scoreRanked([one([0.9, 0.8], 0, [0.1])])).toEqual({ aupr: 1, p80r: 1, p90r: 1 });
});

test('recall that is not reached has precision 0', () => {
  const { p80r, p90r, aupr } = scoreRanked([one([0.9], 1, [])]);
  expect(p80r).toBe(0);
  expect(p90r).toBe(0);
  expect(aupr).toBe(0.5);
});

test('precision at a recall is the best of any threshold that reaches it', () => {
  // At .7: 8 of 10 found, 8 false. At .3: all found, 8 false still: 10 of 18.
  const row = one([...Array<number>(8).fill(0.7), 0.3, 0.3], 0, Array<number>(8).fill(0.75));
  expect(scoreRanked([row]).p80r).toBeCloseTo(10 / 18);
});

test('contracts are added up before precision is taken', () => {
  const scores = scoreRanked([one([0.9], 0, []), one([], 0, [0.95])]);
  expect(scores.p80r).toBe(0.5);
});

test('nothing to find has no scores', () => {
  expect(scoreRanked([one([], 0, [0.5])])).toEqual({});
});
