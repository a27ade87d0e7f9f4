import type { Principal } from '@groundwork/kernel';

/** The answer to a request, as kept for replay. */
export interface IdempotentResult {
  readonly status: number;
  /** JSON. */
  readonly body: unknown;
}

/**
 * Requests that were given a key by their sender, so that a repeat finds the first result. Keys belong to a
 * Principal and are kept for a day; an unfinished one is given up after a few minutes, so that a crash does not
 * lock its key.
 */
export interface IdempotencyStore {
  /**
   * Claim the key, atomically: of two at once, one gets `new`. `mismatch` where the key was used for a request with
   * another hash.
   */
  begin(
    principal: Principal,
    key: string,
    requestHash: string,
  ): Promise<'new' | 'in-progress' | 'mismatch' | IdempotentResult>;
  complete(principal: Principal, key: string, result: IdempotentResult): Promise<void>;
  /** Forget a claim whose request failed, so that it may be sent again. */
  release(principal: Principal, key: string): Promise<void>;
}
