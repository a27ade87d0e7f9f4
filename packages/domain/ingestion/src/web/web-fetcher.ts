/** What the last fetch brought, so that the server can say "nothing new" without sending it again (RFC 9110 §13). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A page a sitemap names, and since when it has been as it is, where the sitemap says so. */
export interface SitemapEntry {
  readonly url: string;
  readonly modifiedAt?: Date;
}

/** The answers of a web server that are no failures of this fetch. */
export type NothingFetched =
  | { readonly outcome: 'unchanged' }
  /** 404 or 410: there is no such page (any more). */
  | { readonly outcome: 'gone'; readonly status: 404 | 410 }
  /** 408, 429 or 5xx: to be asked again, at the earliest after `retryAfterMs` where the server names a time. */
  | { readonly outcome: 'busy'; readonly status: number; readonly retryAfterMs?: number };

export type FetchedPage =
  | NothingFetched
  | (Validators & {
      readonly outcome: 'content';
      /** Where it was found in the end, after redirects. */
      readonly url: string;
      readonly content: Uint8Array;
      readonly mediaType?: string;
    });

export type FetchedSitemap =
  | NothingFetched
  | (Validators & {
      readonly outcome: 'sitemap';
      readonly url: string;
      readonly pages: readonly SitemapEntry[];
      /** Further sitemaps that an index names. */
      readonly sitemaps: readonly string[];
      /** Entries left out: of another host, not http(s), or beyond the limits. */
      readonly skipped: number;
    });

/**
 * Reads from the web, politely and without ever connecting to an address that is not public, unless the operator
 * allowed it. Honours robots.txt, and waits its turn at each host.
 *
 * Throws `UserError`: `source.blocked`, `source.disallowed`, `source.redirects`, `source.refused`,
 * `document.too-large`, `document.empty`, and for sitemaps `source.invalid`; `OperationalError('source.unreachable')`.
 */
export interface WebFetcher {
  fetchPage(url: string, known: Validators, signal: AbortSignal): Promise<FetchedPage>;
  fetchSitemap(url: string, known: Validators, signal: AbortSignal): Promise<FetchedSitemap>;
}
