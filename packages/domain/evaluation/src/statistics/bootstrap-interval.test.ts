import { bootstrapInterval } from './bootstrap-interval.ts';
import { seededRandom } from './seeded-random.ts';

const random = seededRandom(7);
const values = Array.from({ length: 400 }, () => random());

test('the same values and seed give the same interval, another seed another one', () => {
  expect(bootstrapInterval(values)).toEqual(bootstrapInterval(values));
  expect(bootstrapInterval(values, { seed: 2 })).not.toEqual(bootstrapInterval(values, { seed: 1 }));
});

test('agrees with the normal approximation where that holds', () => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const reach = (1.96 * deviation) / Math.sqrt(values.length);
  const [low, high] = bootstrapInterval(values);
  expect(low).toBeGreaterThan(mean - reach * 1.1);
  expect(low).toBeLessThan(mean - reach * 0.9);
  expect(high).toBeGreaterThan(mean + reach * 0.9);
  expect(high).toBeLessThan(mean + reach * 1.1);
});

test('two values: the ends are the values, since a quarter of the resamples holds one of them alone', () => {
  expect(bootstrapInterval([0, 1])).toEqual([0, 1]);
});

test('equal values leave no doubt; no values give nothing', () => {
  expect(bootstrapInterval([0.5, 0.5, 0.5])).toEqual([0.5, 0.5]);
  expect(bootstrapInterval([])).toEqual([0, 0]);
});
