import { setTimeout as wait } from 'node:timers/promises';
import type { CallWatch } from './call-watch.ts';
import { classifyFailure, toModelError, type ModelFailure } from './model-failure.ts';

export interface RetryPolicy {
  /** In all, the first one included. */
  readonly attempts: number;
  /** Pause before the first retry; it doubles each time. Milliseconds. */
  readonly baseMs: number;
  readonly maxMs: number;
  /** A number in 0…1, and a pause. Replaced where a test must not be left to chance or time. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 4,
  baseMs: 500,
  maxMs: 8_000,
  random: Math.random,
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
};

/**
 * Runs `attempt` until it succeeds, its failure is final, or pauses would outlast the call. Pauses are exponential
 * with full jitter (Brooker, "Exponential Backoff And Jitter", 2015), never shorter than the provider's Retry-After.
 * `concede` may take something back that the provider refused; then the next attempt follows at once, uncounted.
 */
export async function retryAttempts<T>(
  attempt: () => Promise<T>,
  context: {
    readonly watch: CallWatch;
    readonly policy: RetryPolicy;
    readonly who: string;
    readonly concede?: (failure: ModelFailure) => boolean;
  },
): Promise<T> {
  const { watch, policy, who, concede } = context;
  for (let tried = 1; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (watch.signal.aborted) throw watch.signal.reason;
      const failure = classifyFailure(error);
      if (concede?.(failure)) continue;
      const pause = pauseBeforeRetry(tried, failure, policy);
      if (!failure.retryable || tried >= policy.attempts || pause >= watch.remainingMs) {
        throw toModelError(error, who, tried);
      }
      await watch.during(policy.sleep(pause, watch.signal));
      tried += 1;
    }
  }
}

/** Milliseconds to wait after this many attempts. */
export function pauseBeforeRetry(tried: number, failure: ModelFailure, policy: RetryPolicy): number {
  const ceiling = Math.min(policy.maxMs, policy.baseMs * 2 ** (tried - 1));
  const { retryAfterMs = 0 } = failure;
  return retryAfterMs > 0 ? retryAfterMs + policy.random() * policy.baseMs : policy.random() * ceiling;
}
