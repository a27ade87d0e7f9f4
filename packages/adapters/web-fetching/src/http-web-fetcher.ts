import type { IncomingMessage } from 'node:http';
import {
  type FetchedPage,
  type FetchedSitemap,
  type NothingFetched,
  toWebUrl,
  type Validators,
  type WebFetcher,
} from '@groundwork/ingestion';
import { isGroundworkError, OperationalError, UserError } from '@groundwork/kernel';
import { AddressPolicy } from './address-policy.ts';
import { resolveBySystem, type Resolver } from './connect-address.ts';
import { HostPace } from './host-pace.ts';
import { parseSitemap, sitemapLimits } from './parse-sitemap.ts';
import { acceptedEncodings, readBody } from './read-body.ts';
import { retryAfterMs } from './retry-after.ts';
import { RobotsCache } from './robots-cache.ts';
import { sendRequest, type Wire } from './send-request.ts';
import { toSameHostEntries } from './same-host-entries.ts';

export interface HttpWebFetcherOptions {
  /** Hosts, addresses and networks that may be reached though they are not public. */
  readonly privateHosts?: readonly string[];
  /** Largest page, in bytes, as sent and as unpacked. */
  readonly pageBytes: number;
  /** For one page with its redirects, in milliseconds; waiting for its turn is not counted. */
  readonly timeoutMs: number;
  /** Least time between two requests to one host, in milliseconds; a robots.txt may ask for more. */
  readonly delayMs: number;
  readonly resolve?: Resolver;
  /** Replaced in tests, which do not wait. */
  readonly pace?: HostPace;
}

const version = '0.1.0';
const productToken = 'GroundworkBot';
const userAgent = `${productToken}/${version}`;

const mostRedirects = 5;
const redirects: readonly number[] = [301, 302, 303, 307, 308];
const accept = 'text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5';

interface Landed {
  readonly url: URL;
  readonly response: IncomingMessage;
}

/** The WebFetcher on Node's own HTTP client; each request on a connection of its own to an address that was checked. */
export class HttpWebFetcher implements WebFetcher {
  readonly #wire: Wire;
  readonly #pace: HostPace;
  readonly #robots: RobotsCache;

  constructor(private readonly options: HttpWebFetcherOptions) {
    this.#wire = {
      policy: new AddressPolicy(options.privateHosts),
      resolve: options.resolve ?? resolveBySystem,
    };
    this.#pace = options.pace ?? new HostPace();
    this.#robots = new RobotsCache(productToken, (url, signal) => this.#fetchRobots(url, signal));
  }

  fetchPage(url: string, known: Validators, signal: AbortSignal): Promise<FetchedPage> {
    return this.#bounded(signal, async (bounded, wait) => {
      const landed = await this.#follow(url, { ...conditions(known), accept }, bounded, wait);
      const nothing = toNothing(landed);
      if (nothing) return nothing;
      const content = await readBody(landed.response, this.options.pageBytes, bounded);
      if (content.length === 0) throw new UserError('document.empty', `"${landed.url.href}" is empty.`);
      const mediaType = landed.response.headers['content-type'];
      return {
        outcome: 'content',
        url: landed.url.href,
        content,
        ...(mediaType === undefined ? {} : { mediaType }),
        ...validators(landed.response),
      };
    });
  }

  fetchSitemap(url: string, known: Validators, signal: AbortSignal): Promise<FetchedSitemap> {
    return this.#bounded(signal, async (bounded, wait) => {
      const headers = { ...conditions(known), accept: 'application/xml,text/xml,text/plain;q=0.8,*/*;q=0.5' };
      const landed = await this.#follow(url, headers, bounded, wait);
      const nothing = toNothing(landed);
      if (nothing) return nothing;
      const sitemap = await parseSitemap(await readBody(landed.response, sitemapLimits.bytes, bounded));
      return {
        outcome: 'sitemap',
        url: landed.url.href,
        ...toSameHostEntries(sitemap, landed.url),
        ...validators(landed.response),
      };
    });
  }

  /** Follows redirects; each address on the way is checked like the first, by policy and by its host's robots.txt. */
  async #follow(
    start: string,
    headers: Record<string, string>,
    signal: AbortSignal,
    wait: <T>(turn: Promise<T>) => Promise<T>,
  ): Promise<Landed> {
    const seen = new Set<string>();
    for (let url = toWebUrl(start); ;) {
      if (seen.has(url.href) || seen.size > mostRedirects) {
        const why = seen.has(url.href)
          ? 'redirects in a circle'
          : `redirects more than ${mostRedirects} times`;
        throw new UserError('source.redirects', `"${start}" ${why}.`);
      }
      seen.add(url.href);
      const rules = await this.#robots.rulesFor(url, signal);
      if (!rules.allows(url.pathname + url.search)) {
        throw new UserError(
          'source.disallowed',
          `The robots.txt of ${url.host} asks not to read "${url.href}".`,
        );
      }
      await wait(this.#pace.turn(url.host, Math.max(this.options.delayMs, rules.delayMs), signal));
      const response = await this.#send(url, headers, signal);
      const next = locationOf(url, response);
      if (!next) return { url, response };
      response.destroy();
      url = next;
    }
  }

  #send(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
    const own = { 'user-agent': userAgent, 'accept-encoding': acceptedEncodings };
    return sendRequest(url, { ...own, ...headers }, this.#wire, signal);
  }

  /** As RFC 9309 §2.3.1 asks: what a client error hides is no rule, what a server error hides forbids for now. */
  async #fetchRobots(start: URL, signal: AbortSignal): Promise<string> {
    let url = start;
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const response = await this.#send(url, { accept: 'text/plain,*/*;q=0.5' }, signal);
      const next = locationOf(url, response);
      if (!next) {
        const { statusCode: status = 0 } = response;
        if (status === 200) return (await readBody(response, robotsBytes, signal)).toString('utf8');
        response.destroy();
        if (status === 429 || status >= 500) {
          throw new OperationalError('source.unreachable', `${url.href} answers with ${status}.`, {
            details: waitOf(response),
          });
        }
        return '';
      }
      response.destroy();
      url = next;
    }
    return '';
  }

  /** Bounds the time, less the time spent waiting for a turn, and names what went wrong on the wire. */
  async #bounded<T>(
    signal: AbortSignal,
    work: (bounded: AbortSignal, wait: <W>(turn: Promise<W>) => Promise<W>) => Promise<T>,
  ): Promise<T> {
    const late = new AbortController();
    const { timeoutMs } = this.options;
    let left = timeoutMs;
    let since = 0;
    let timer: NodeJS.Timeout;
    const run = () => {
      since = Date.now();
      timer = setTimeout(() => late.abort(), Math.max(left, 0));
    };
    const pause = () => {
      clearTimeout(timer);
      left -= Date.now() - since;
    };
    const wait = async <W>(turn: Promise<W>) => {
      pause();
      const result = await turn;
      run();
      return result;
    };
    run();
    try {
      return await work(AbortSignal.any([signal, late.signal]), wait);
    } catch (cause) {
      if (signal.aborted || isGroundworkError(cause)) throw cause;
      if (late.signal.aborted) {
        throw new OperationalError(
          'source.unreachable',
          `No full answer within ${timeoutMs / 1_000} seconds.`,
        );
      }
      // What the network, the parser of HTTP and the unpackers throw has a code; anything else is a fault of ours.
      const { code } = cause as NodeJS.ErrnoException;
      if (typeof code !== 'string') throw cause;
      throw new OperationalError('source.unreachable', `The connection failed: ${code}.`, { cause });
    } finally {
      pause();
    }
  }
}

/** Of a robots.txt; RFC 9309 §2.5 asks for at least 500 KiB. */
const robotsBytes = 1024 * 1024;

function conditions({ etag, lastModified }: Validators): Record<string, string> {
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
  };
}

function validators({ headers }: IncomingMessage): Validators {
  const etag = headers.etag;
  const lastModified = headers['last-modified'];
  return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
}

function locationOf(from: URL, response: IncomingMessage): URL | undefined {
  if (!redirects.includes(response.statusCode ?? 0)) return undefined;
  const { location } = response.headers;
  if (location === undefined || !URL.canParse(location, from.href)) {
    throw new UserError('source.refused', `"${from.href}" redirects to nowhere.`);
  }
  return toWebUrl(new URL(location, from).href);
}

function waitOf(response: IncomingMessage): { retryAfterMs?: number } {
  const ms = retryAfterMs(response.headers['retry-after'], Date.now());
  return ms === undefined ? {} : { retryAfterMs: ms };
}

/** What is no content; `undefined` for 200. Throws `UserError('source.refused')` for answers that repetition will not mend. */
function toNothing({ url, response }: Landed): NothingFetched | undefined {
  const { statusCode: status = 0 } = response;
  if (status === 200) return undefined;
  response.destroy();
  if (status === 304) return { outcome: 'unchanged' };
  if (status === 404 || status === 410) return { outcome: 'gone', status };
  if (status === 408 || status === 429 || status >= 500)
    return { outcome: 'busy', status, ...waitOf(response) };
  throw new UserError('source.refused', `"${url.href}" answers with HTTP status ${status}.`);
}
