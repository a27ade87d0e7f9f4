import { sample } from './sample.ts';

const items = Array.from({ length: 100 }, (_, index) => index);

test('draws as many as asked for, without repetition, in their order, the same for the same seed', () => {
  const drawn = sample(items, 20, 5);
  expect(drawn).toHaveLength(20);
  expect([...new Set(drawn)].sort((a, b) => a - b)).toEqual(drawn);
  expect(sample(items, 20, 5)).toEqual(drawn);
  expect(sample(items, 20, 6)).not.toEqual(drawn);
});

test('draws evenly: every item as often as the others', () => {
  const counts = new Map<number, number>();
  for (let seed = 0; seed < 2_000; seed += 1) {
    for (const item of sample([0, 1, 2, 3], 2, seed)) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(100);
});

test('takes all where there are no more', () => {
  expect(sample(items, 200, 1)).toEqual(items);
});
