import { inParallel } from './in-parallel.ts';

test('works on every item, never on more than the limit at a time', async () => {
  const done: number[] = [];
  let under = 0;
  let most = 0;
  await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
    most = Math.max(most, ++under);
    await new Promise((resolve) => setTimeout(resolve, item));
    under -= 1;
    done.push(item);
  });
  expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test('the first failure ends it', async () => {
  const begun: number[] = [];
  const work = inParallel([1, 2, 3, 4, 5, 6], 2, async (item) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 2) throw new Error('broken');
  });
  await expect(work).rejects.toThrow('broken');
  expect(begun).not.toContain(6);
});
