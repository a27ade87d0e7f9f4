/**
 * A token bucket per name: `burst` requests at once, `perMinute` in the long run. Buckets that are full again are
 * forgotten, so that memory grows with the callers of the last minutes only.
 */
export class TokenBuckets {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();
  private sweptAt = 0;

  constructor(
    private readonly limit: { readonly perMinute: number; readonly burst: number },
    /** Milliseconds that never go back. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes one token. @returns 0, or the seconds to wait until there is one. */
  take(name: string): number {
    const now = this.now();
    const perMs = this.limit.perMinute / 60_000;
    this.sweep(now, perMs);
    const bucket = this.buckets.get(name) ?? { tokens: this.limit.burst, at: now };
    const tokens = Math.min(this.limit.burst, bucket.tokens + (now - bucket.at) * perMs);
    const taken = tokens >= 1;
    this.buckets.set(name, { tokens: taken ? tokens - 1 : tokens, at: now });
    return taken ? 0 : Math.ceil((1 - tokens) / perMs / 1_000);
  }

  private sweep(now: number, perMs: number): void {
    const fullAfterMs = this.limit.burst / perMs;
    if (now - this.sweptAt < fullAfterMs) return;
    this.sweptAt = now;
    for (const [name, { at }] of this.buckets) if (now - at >= fullAfterMs) this.buckets.delete(name);
  }
}
