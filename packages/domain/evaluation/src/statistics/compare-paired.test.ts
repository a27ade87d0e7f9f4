import { comparePaired } from './compare-paired.ts';

test('few pairs: every exchange of signs is counted', () => {
  // Differences 3, 2, 1 and −1: of 16 exchanges, 3+2+1+1, 3+2+1−1 and 3+2−1+1 reach the observed 5, each way.
  const { pairs, difference, p } = comparePaired([0, 0, 0, 1], [3, 2, 1, 0]);
  expect({ pairs, difference }).toEqual({ pairs: 4, difference: 1.25 });
  expect(p).toBe(6 / 16);
});

test('five wins out of five are significant to 2 in 32, ties change nothing', () => {
  expect(comparePaired([0, 0, 0, 0, 0], [1, 1, 1, 1, 1]).p).toBe(2 / 32);
  expect(comparePaired([0, 0, 0, 0, 0, 4, 4], [1, 1, 1, 1, 1, 4, 4]).p).toBe(2 / 32);
});

test('many pairs: random exchanges come near the sign test and never to zero', () => {
  // 30 wins and 20 losses of one size: the two-sided binomial test gives p = .2026.
  const after = Array.from({ length: 50 }, (_, i) => (i < 30 ? 1 : -1));
  const { p } = comparePaired(Array(50).fill(0), after, { resamples: 20_000 });
  expect(p).toBeGreaterThan(0.19);
  expect(p).toBeLessThan(0.215);
  expect(comparePaired(Array(50).fill(0), Array(50).fill(1)).p).toBeCloseTo(1 / 2_001);
});

test('pairing tells apart what the means alone could not', () => {
  const before = Array.from({ length: 40 }, (_, i) => i / 40);
  const { interval, p } = comparePaired(
    before,
    before.map((value, i) => value + (i % 2 ? 0.01 : 0.02)),
  );
  expect(interval[0]).toBeGreaterThan(0.012);
  expect(interval[1]).toBeLessThan(0.018);
  expect(p).toBeLessThan(0.001);
});

test('no difference is no finding; unequal lengths are a fault', () => {
  expect(comparePaired([0.3, 0.7], [0.3, 0.7])).toEqual({ pairs: 2, difference: 0, interval: [0, 0], p: 1 });
  expect(() => comparePaired([1], [])).toThrow(RangeError);
});
