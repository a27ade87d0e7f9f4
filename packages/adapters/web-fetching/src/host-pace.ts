import { setTimeout } from 'node:timers/promises';

/** Hosts remembered; those longest unvisited are forgotten. */
const mostHosts = 10_000;

/** Keeps requests to one host apart in time, whoever asks, within this process. */
export class HostPace {
  readonly #nextAt = new Map<string, number>();

  constructor(
    private readonly now: () => number = Date.now,
    private readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
      setTimeout(ms, undefined, { signal }),
  ) {}

  /** Resolves when it is this caller's turn; the next one comes `delayMs` later. Rejects when `signal` aborts. */
  async turn(host: string, delayMs: number, signal: AbortSignal): Promise<void> {
    const now = this.now();
    const at = Math.max(now, this.#nextAt.get(host) ?? 0);
    this.#nextAt.delete(host);
    this.#nextAt.set(host, at + delayMs);
    if (this.#nextAt.size > mostHosts) this.#nextAt.delete(this.#nextAt.keys().next().value!);
    if (at > now) await this.sleep(at - now, signal);
  }
}
