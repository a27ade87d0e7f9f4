import { isGroundworkError, OperationalError } from '@groundwork/kernel';

/** Two transactions got in each other's way; the loser may simply run again (SQLSTATE class 40). */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40001' || code === '40P01';
}

/**
 * Sorts what the driver throws: connection, resource, shutdown, timeout and conflict faults are operational; other
 * SQL errors are bugs and pass as they are.
 */
export function toGroundworkError(error: unknown): unknown {
  if (isGroundworkError(error)) return error;
  const code = codeOf(error);
  if (code === '57014') {
    return new OperationalError('database.unavailable', 'A statement ran into its time limit', {
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  const unreachable =
    /^(08|53|57P|25P03)/.test(code) ||
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET)/.test(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/.test(message);
  if (unreachable || isConflict(error)) {
    return new OperationalError('database.unavailable', `The database failed: ${message}`, { cause: error });
  }
  return error;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
