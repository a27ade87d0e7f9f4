/**
 * A provider's answer that is no result: a status other than 2xx, or a page where data was expected. Thrown inside
 * the provider's own client, which wraps it, so it is found again by {@link findRefusal}. Its message stays free of
 * the provider's words: clients decide by words such as "timed out", and logs must not hold prompts.
 */
export class ProviderRefusal extends Error {
  override readonly name = 'ProviderRefusal';
  constructor(
    readonly status: number,
    /** What the provider wrote, cut to 500 characters, keys taken out. */
    readonly providerMessage: string,
    /** The provider's own code, e.g. `insufficient_quota`. */
    readonly providerCode?: string,
    /** How long the provider asks to be left alone. */
    readonly retryAfterMs?: number,
  ) {
    super(`The provider answered with status ${status}`);
  }
}

/** The refusal an error was caused by: ours, or what another LangChain model's client says in its own way. */
export function findRefusal(error: unknown): ProviderRefusal | undefined {
  for (const cause of causesOf(error)) {
    if (cause instanceof ProviderRefusal) return cause;
    const foreign = fromForeignError(cause);
    if (foreign) return foreign;
  }
  return undefined;
}

/** An error and what lies beneath it, at most eight deep. */
export function causesOf(error: unknown): object[] {
  const causes: object[] = [];
  let next = error;
  while (typeof next === 'object' && next !== null && causes.length < 8) {
    causes.push(next);
    next = 'cause' in next ? next.cause : undefined;
  }
  return causes;
}

/** Reads a refused response. Its body is read to at most 64 kB and otherwise dropped. */
export async function readRefusal(response: Response): Promise<ProviderRefusal> {
  const text = (await response.text().catch(() => '')).slice(0, 65_536);
  const { message, code } = readErrorBody(text);
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), Date.now());
  return new ProviderRefusal(response.status, withoutKeys(message).slice(0, 500), code, retryAfterMs);
}

/** `Retry-After` as seconds or HTTP date (RFC 9110, 10.2.3), in milliseconds from `now`. */
export function readRetryAfter(value: string | null | undefined, now: number): number | undefined {
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function readErrorBody(text: string): { message: string; code?: string } {
  try {
    const body: unknown = JSON.parse(text);
    const error = field(body, 'error') ?? body;
    if (typeof error === 'string') return { message: error };
    const message = String(field(error, 'message') ?? text);
    const code = field(error, 'code') ?? field(error, 'type');
    return typeof code === 'string' ? { message, code } : { message };
  } catch {
    return { message: text };
  }
}

function fromForeignError(error: object): ProviderRefusal | undefined {
  const status = field(error, 'status') ?? field(error, 'status_code') ?? field(error, 'statusCode');
  if (typeof status !== 'number') return undefined;
  const headers = field(error, 'headers');
  const retryAfter = headers instanceof Headers ? headers.get('retry-after') : field(headers, 'retry-after');
  const code = field(error, 'code');
  return new ProviderRefusal(
    status,
    withoutKeys(String(field(error, 'message') ?? '')).slice(0, 500),
    typeof code === 'string' ? code : undefined,
    readRetryAfter(typeof retryAfter === 'string' ? retryAfter : undefined, Date.now()),
  );
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function withoutKeys(text: string): string {
  return text.replace(/\b(?:sk|pk|key|Bearer)[-_ ][\w*.-]{4,}/g, '[key]');
}
