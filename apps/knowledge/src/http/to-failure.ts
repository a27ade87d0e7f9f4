import { type ErrorCode, errorRemedies, isGroundworkError } from '@groundwork/kernel';
import { type ErrorBody, httpStatus } from '@groundwork/protocol';
import { HttpException } from '@nestjs/common';

export interface Failure {
  readonly status: number;
  readonly error: ErrorBody['error'];
}

/** What is told of anything thrown. Of bugs nothing but the request id, by which the log has the rest. */
export function toFailure(thrown: unknown, requestId: string): Failure {
  if (isGroundworkError(thrown)) {
    const { code, message, remedy, details } = thrown;
    const hasDetails = Object.keys(details).length > 0;
    return {
      status: httpStatus[code],
      error: { code, message, remedy, requestId, ...(hasDetails ? { details } : {}) },
    };
  }
  const code = toCode(statusOf(thrown));
  const message =
    code === 'internal.bug' || !(thrown instanceof Error)
      ? 'Something went wrong inside Groundwork.'
      : thrown.message;
  return { status: httpStatus[code], error: { code, message, remedy: errorRemedies[code], requestId } };
}

/** The status that the frameworks below give their own errors. */
function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const isCoded = thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number';
  return isCoded ? Number(thrown.statusCode) : 500;
}

function toCode(status: number): ErrorCode {
  if (status === 404) return 'request.not-found';
  if (status === 413 || status === 414) return 'request.too-large';
  return status >= 400 && status < 500 ? 'request.invalid' : 'internal.bug';
}
