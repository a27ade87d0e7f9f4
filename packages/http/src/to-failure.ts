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
  const status = statusOf(thrown);
  const code = toCode(status);
  const message = messageOf(thrown, code, status);
  return { status: httpStatus[code], error: { code, message, remedy: errorRemedies[code], requestId } };
}

function messageOf(thrown: unknown, code: ErrorCode, status: number): string {
  if (code === 'internal.bug' || !(thrown instanceof Error)) return 'Something went wrong inside Groundwork.';
  return status === 415 ? 'Send the body as application/json.' : thrown.message;
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
