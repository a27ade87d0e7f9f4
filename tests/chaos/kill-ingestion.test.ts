import { killIngestion } from './kill-ingestion.ts';

test('ingestion that is killed again and again ends with every Document there once', async () => {
  const report = await killIngestion(5, 7);
  expect(report.killed).toBe(5);
  expect(report.failures).toEqual([]);
  expect(report.faults).toEqual([]);
}, 600_000);
