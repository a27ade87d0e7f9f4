import { type Principal, UserError } from '@groundwork/kernel';
import type { IdempotencyStore, IdempotentResult } from './idempotency.ts';

/**
 * Does what a request asks once, however often it is sent under the same key.
 *
 * A failure is not kept: it left nothing behind, so the sender may repeat the request under the same key.
 */
export class RunOnce {
  constructor(private readonly deps: { readonly idempotency: IdempotencyStore }) {}

  /**
   * @param request `hash` stands for all that the request says (method, path, body).
   * @returns the result of `work`, or of the first request with this key.
   * Throws `UserError` (`idempotency.mismatch`, `idempotency.in-progress`).
   */
  async run(
    principal: Principal,
    request: { readonly key: string; readonly hash: string },
    work: () => Promise<IdempotentResult>,
  ): Promise<IdempotentResult & { readonly replayed: boolean }> {
    const { idempotency } = this.deps;
    const state = await idempotency.begin(principal, request.key, request.hash);
    if (state === 'mismatch')
      throw new UserError('idempotency.mismatch', 'This Idempotency-Key was used for another request.');
    if (state === 'in-progress')
      throw new UserError(
        'idempotency.in-progress',
        'The request with this Idempotency-Key is still running.',
      );
    if (state !== 'new') return { ...state, replayed: true };
    let result: IdempotentResult;
    try {
      result = await work();
    } catch (error) {
      await idempotency.release(principal, request.key);
      throw error;
    }
    await idempotency.complete(principal, request.key, result);
    return { ...result, replayed: false };
  }
}
