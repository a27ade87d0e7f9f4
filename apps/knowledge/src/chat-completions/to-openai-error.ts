import type { Failure } from '@groundwork/http';

/** OpenAI's names for kinds of failure, by HTTP status. */
const types: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
};

/** A failure as OpenAI's clients read it; Groundwork's own fields stay beside theirs. */
export function toOpenAiError({ status, error }: Failure): Failure['error'] & { type: string; param: null } {
  const fallback = status >= 500 ? 'server_error' : 'invalid_request_error';
  return { ...error, type: types[status] ?? fallback, param: null };
}
