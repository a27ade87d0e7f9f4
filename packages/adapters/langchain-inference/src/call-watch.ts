import { OperationalError } from '@groundwork/kernel';

/** Limits of one call in milliseconds. */
export interface ModelTimeouts {
  /** From the request to the first sign of a reply. */
  readonly firstTokenMs: number;
  /** Between two signs of the reply: beyond it the stream is taken for half-open. */
  readonly idleMs: number;
  /** The whole call, its retries and pauses included. */
  readonly totalMs: number;
}

export const defaultTimeouts: ModelTimeouts = { firstTokenMs: 60_000, idleMs: 30_000, totalMs: 180_000 };

/**
 * Watches one call: ends it, and closes what {@link signal} was given to, when the caller leaves or a limit passes.
 * An ended call is final. {@link close} must be called.
 */
export class CallWatch {
  private readonly controller = new AbortController();
  private readonly startedAt = performance.now();
  private readonly total: NodeJS.Timeout;
  private reject: ((reason: unknown) => void) | undefined;

  constructor(
    private readonly timeouts: ModelTimeouts,
    private readonly who: string,
    private readonly caller?: AbortSignal,
  ) {
    caller?.addEventListener('abort', this.onCallerLeft, { once: true });
    this.total = setTimeout(() => this.end(this.timedOut('totalMs')), timeouts.totalMs);
  }

  /** Aborts when the call is over, for whatever reason. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get remainingMs(): number {
    return this.timeouts.totalMs - (performance.now() - this.startedAt);
  }

  /** The work's result, unless the call ends before it. `limit` bounds this piece of work. */
  async during<T>(work: PromiseLike<T>, limit?: 'firstTokenMs' | 'idleMs'): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        // First of all, so that whatever becomes of the work, its failure has somebody to go to.
        work.then(resolve, reject);
        if (this.signal.aborted) return reject(this.signal.reason);
        this.reject = reject;
        if (limit) timer = setTimeout(() => this.end(this.timedOut(limit)), this.timeouts[limit]);
      });
    } catch (error) {
      // What the client throws because we hung up is an echo; the reason is the cause.
      throw this.signal.aborted ? this.signal.reason : error;
    } finally {
      clearTimeout(timer);
      this.reject = undefined;
    }
  }

  /** Takes the timers away and closes what is still open. */
  close(): void {
    clearTimeout(this.total);
    this.caller?.removeEventListener('abort', this.onCallerLeft);
    this.controller.abort();
  }

  private readonly onCallerLeft = () => this.end(this.caller?.reason);

  private end(reason: unknown): void {
    this.controller.abort(reason);
    this.reject?.(reason);
  }

  private timedOut(limit: keyof ModelTimeouts): OperationalError {
    const limitMs = this.timeouts[limit];
    const what = { firstTokenMs: 'began no reply', idleMs: 'fell silent', totalMs: 'did not finish' };
    return new OperationalError('model.timeout', `${this.who} ${what[limit]} within ${limitMs} ms`, {
      details: { limit, limitMs },
    });
  }
}
