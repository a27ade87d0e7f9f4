import { everythingAllowed, parseRobots, type RobotsRules } from './robots-rules.ts';

/** How long a robots.txt holds; RFC 9309 §2.4 allows up to a day. */
const holdsMs = 60 * 60_000;
const mostOrigins = 10_000;
/** Longest Crawl-delay that is honoured; a longer one would keep a page from ever being read in one job. */
const longestDelayMs = 120_000;

/** The rules of each origin, fetched once in a while. */
export class RobotsCache {
  readonly #known = new Map<string, { readonly until: number; readonly rules: Promise<RobotsRules> }>();

  constructor(
    private readonly productToken: string,
    private readonly fetch: (url: URL, signal: AbortSignal) => Promise<string>,
  ) {}

  /** Rejects with what the fetch throws; nothing is remembered then. */
  rulesFor(url: URL, signal: AbortSignal): Promise<RobotsRules> {
    const { origin } = url;
    const known = this.#known.get(origin);
    if (known && known.until > Date.now()) return known.rules;
    const rules = this.#read(new URL('/robots.txt', origin), signal);
    this.#known.delete(origin);
    this.#known.set(origin, { until: Date.now() + holdsMs, rules });
    if (this.#known.size > mostOrigins) this.#known.delete(this.#known.keys().next().value!);
    rules.catch(() => {
      if (this.#known.get(origin)?.rules === rules) this.#known.delete(origin);
    });
    return rules;
  }

  async #read(url: URL, signal: AbortSignal): Promise<RobotsRules> {
    const text = await this.fetch(url, signal);
    if (text === '') return everythingAllowed;
    const rules = parseRobots(text, this.productToken);
    return { ...rules, delayMs: Math.min(rules.delayMs, longestDelayMs) };
  }
}
