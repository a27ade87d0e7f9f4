import { TokenBuckets } from './token-bucket.ts';

function bucketsAt(limit: { perMinute: number; burst: number }) {
  const time = { ms: 0 };
  return { time, buckets: new TokenBuckets(limit, () => time.ms) };
}

test('a burst passes, then one request per refill', () => {
  const { time, buckets } = bucketsAt({ perMinute: 60, burst: 3 });
  expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 0]);
  expect(buckets.take('a')).toBe(1);
  time.ms += 1_000;
  expect(buckets.take('a')).toBe(0);
  expect(buckets.take('a')).toBe(1);
});

test('who waits as long as told gets through', () => {
  const { time, buckets } = bucketsAt({ perMinute: 7, burst: 1 });
  buckets.take('a');
  time.ms += buckets.take('a') * 1_000;
  expect(buckets.take('a')).toBe(0);
});

test('names do not share their tokens', () => {
  const { buckets } = bucketsAt({ perMinute: 1, burst: 1 });
  expect([buckets.take('a'), buckets.take('b')]).toEqual([0, 0]);
});

test('asking in vain does not put off the next token', () => {
  const { time, buckets } = bucketsAt({ perMinute: 60, burst: 1 });
  buckets.take('a');
  for (let times = 0; times < 9; times += 1) {
    time.ms += 100;
    expect(buckets.take('a')).toBe(1);
  }
  time.ms += 101;
  expect(buckets.take('a')).toBe(0);
});

test('long idle names never save up more than a burst, and are forgotten', () => {
  const { time, buckets } = bucketsAt({ perMinute: 60, burst: 2 });
  for (let name = 0; name < 100; name += 1) buckets.take(String(name));
  time.ms += 3_600_000;
  expect([1, 2, 3].map(() => buckets.take('0'))).toEqual([0, 0, 1]);
  expect((buckets as unknown as { buckets: Map<string, unknown> }).buckets.size).toBe(1);
});
