import { OperationalError } from '@groundwork/kernel';

/** Gives the turn back. Calling it twice is harmless. */
export type EndTurn = () => void;

/** First come, first served: one holder at a time, and nobody waits for ever. */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  constructor(private readonly patienceMs: number) {}

  /** Throws `OperationalError('database.unavailable')` when the turn does not come within `patienceMs`. */
  async take(): Promise<EndTurn> {
    if (this.#taken) await this.#wait();
    this.#taken = true;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.#waiting.shift();
      // The turn passes straight on: a newcomer in between would break the order.
      if (next) next();
      else this.#taken = false;
    };
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
        const seconds = Math.round(this.patienceMs / 1000);
        reject(
          new OperationalError('database.unavailable', `The embedded database was busy for ${seconds} s`),
        );
      }, this.patienceMs);
      const proceed = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#waiting.push(proceed);
    });
  }
}
