/**
 * Work with a limit of its time: rejects when that has passed or the caller gives up, also where the work does not
 * listen to its signal. Leaves no timer and no listener behind: a search takes milliseconds, its limit is seconds, and
 * those of thousands of searches would wait, and be woken, together.
 */
export async function inTime<Value>(
  work: (signal: AbortSignal) => Promise<Value>,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
): Promise<Value> {
  const controller = new AbortController();
  const giveUp = () => controller.abort(signal?.reason);
  const timer = setTimeout(() => {
    const reason = new Error('The operation was aborted due to timeout');
    controller.abort(Object.assign(reason, { name: 'TimeoutError' }));
  }, timeoutMs).unref();
  signal?.addEventListener('abort', giveUp, { once: true });
  if (signal?.aborted) giveUp();
  try {
    return await new Promise<Value>((resolve, reject) => {
      const leave = () => reject(controller.signal.reason as Error);
      controller.signal.addEventListener('abort', leave, { once: true });
      if (controller.signal.aborted) leave();
      else work(controller.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
