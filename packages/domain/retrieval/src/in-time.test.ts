import { inTime } from './in-time.ts';

const never = () => new Promise<never>(() => {});

test('gives what the work gives, and its error', async () => {
  await expect(inTime(async () => 1, { timeoutMs: 60_000, signal: undefined })).resolves.toBe(1);
  const failing = inTime(() => Promise.reject(new Error('broken')), { timeoutMs: 60_000, signal: undefined });
  await expect(failing).rejects.toThrow('broken');
});

test('work that does not listen is left when its time has passed, and told', async () => {
  let given: AbortSignal | undefined;
  const work = (signal: AbortSignal) => ((given = signal), never());
  await expect(inTime(work, { timeoutMs: 1, signal: undefined })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  expect(given?.aborted).toBe(true);
});

test('is left when the caller gives up, before or meanwhile', async () => {
  const caller = new AbortController();
  const waiting = inTime(never, { timeoutMs: 60_000, signal: caller.signal });
  caller.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  await expect(inTime(never, { timeoutMs: 60_000, signal: caller.signal })).rejects.toThrow('gone');
});
