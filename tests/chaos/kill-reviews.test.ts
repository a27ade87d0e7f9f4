import { killReviews } from './kill-reviews.ts';

test('a batch of contracts that is killed again and again ends with every file there once', async () => {
  const report = await killReviews(3, 5, { count: 40 });
  expect(report.killed).toBe(3);
  expect(report.faults).toEqual([]);
  expect(report.failures.length).toBeGreaterThan(0);
}, 600_000);
