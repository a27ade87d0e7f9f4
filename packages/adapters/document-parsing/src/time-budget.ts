/**
 * Time that may be spent on one original, over as many tries as it takes. It runs from `start` to `pause`: what has
 * a limit of its own meanwhile does not count.
 */
export class TimeBudget {
  private since: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private leftMs: number) {}

  start(onEnd: () => void): void {
    if (this.since !== undefined) return;
    this.since = Date.now();
    this.timer = setTimeout(onEnd, Math.max(0, this.leftMs));
  }

  pause(): void {
    clearTimeout(this.timer);
    if (this.since !== undefined) this.leftMs -= Date.now() - this.since;
    this.since = undefined;
  }
}
