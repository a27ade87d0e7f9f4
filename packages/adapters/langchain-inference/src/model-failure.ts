import { isGroundworkError, OperationalError, type GroundworkError } from '@groundwork/kernel';
import { causesOf, findRefusal, type ProviderRefusal } from './provider-refusal.ts';

/** Why a call failed, in `details.reason` of the error. */
export type FailureReason =
  | 'rate-limited'
  | 'quota'
  | 'server-error'
  | 'connection'
  | 'configuration'
  | 'too-long'
  | 'refused'
  | 'protocol';

/** One failed attempt: whether another may help, and how long the provider asks to wait. */
export interface ModelFailure {
  readonly reason: FailureReason;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly refusal?: ProviderRefusal;
}

/** The stream ended, but not as the protocol ends one. Before any text it is as good as a lost connection. */
export class EndedEarly extends Error {
  override readonly name = 'EndedEarly';
  constructor() {
    super('The reply ended without saying that it was finished');
  }
}

const connectionCodes =
  /^(ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|UND_ERR_.+)$/;
const connectionWords = /fetch failed|\bterminated\b|other side closed|socket hang up|connection error/i;
const lengthWords =
  /context.?length|maximum context|context window|too long|input length|exceeds? the (context|max)/i;

/** Sorts an error of any provider's client. Only overload, the server's own faults and lost connections are retryable. */
export function classifyFailure(error: unknown): ModelFailure {
  const refusal = findRefusal(error);
  if (refusal) return classifyRefusal(refusal);
  const lost = causesOf(error).some((cause) => {
    const code = 'code' in cause ? String(cause.code) : '';
    const message = 'message' in cause ? String(cause.message) : '';
    return cause instanceof EndedEarly || connectionCodes.test(code) || connectionWords.test(message);
  });
  // Clients raise an error that arrives as an event of the stream without a status, its body as `error`.
  const told = causesOf(error).some((cause) => 'error' in cause && cause.error instanceof Object);
  if (told) return { reason: 'server-error', retryable: true };
  return lost ? { reason: 'connection', retryable: true } : { reason: 'protocol', retryable: false };
}

function classifyRefusal(refusal: ProviderRefusal): ModelFailure {
  const { status, providerCode = '', providerMessage, retryAfterMs } = refusal;
  const failure = (reason: FailureReason, retryable = false): ModelFailure => ({
    ...{ reason, retryable, refusal },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
  if (status === 429) {
    const spent = /insufficient.?quota|exceeded your current quota|credit balance/i.test(
      `${providerCode} ${providerMessage}`,
    );
    return spent ? failure('quota') : failure('rate-limited', true);
  }
  if (lengthWords.test(`${providerCode} ${providerMessage}`)) return failure('too-long');
  if (status === 501) return failure('refused');
  if (status === 408 || status >= 500) return failure('server-error', true);
  if (providerCode === 'web-page' || [401, 403, 404].includes(status)) return failure('configuration');
  return failure('refused');
}

const explanations: Record<FailureReason, string> = {
  'rate-limited': 'is overloaded or limits the rate of requests',
  quota: 'says that the quota of this account is spent',
  'server-error': 'failed',
  connection: 'could not be reached, or the connection was lost',
  configuration: 'refuses the key, or does not know the address or the model',
  'too-long': 'finds the text too long',
  refused: 'refused the request',
  protocol: 'sent something that is not its protocol',
};

/** The error that leaves the adapter. Named errors pass; everything else becomes `model.unavailable` with its reason. */
export function toModelError(error: unknown, who: string, attempts: number): GroundworkError {
  if (isGroundworkError(error)) return error;
  const { reason, refusal, retryAfterMs } = classifyFailure(error);
  return new OperationalError('model.unavailable', `${who} ${explanations[reason]}`, {
    cause: error,
    details: {
      reason,
      attempts,
      ...(refusal && { status: refusal.status, providerMessage: refusal.providerMessage }),
      ...(retryAfterMs !== undefined && { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) }),
    },
  });
}
