import type { Logger } from '@groundwork/kernel';
import type { Failure } from './to-failure.ts';

/** Writes down what the operator must see: bugs with their stack, failures of what Groundwork depends on. */
export function logFailure(logger: Logger, { status, error }: Failure, thrown: unknown): void {
  if (status < 500) return;
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
  const event = error.code === 'internal.bug' ? 'http.bug' : 'http.unavailable';
  logger.error(event, {
    requestId: error.requestId,
    code: error.code,
    error: cause.stack,
    cause: cause.cause,
  });
}
