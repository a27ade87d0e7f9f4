import { setTimeout } from 'node:timers/promises';
import type { AuditLog } from '@groundwork/access';
import { fetchWebSources, ingestDocument, type JobQueue } from '@groundwork/jobs';
import {
  type Clock,
  type ErrorCode,
  type Logger,
  OperationalError,
  type TenantId,
  UserError,
} from '@groundwork/kernel';
import type { FetchedPage, FetchedSitemap, WebFetcher } from './web-fetcher.ts';
import type { WebSourceResult, WebSourceWork, WebSourceWorkStore } from './web-source-store.ts';
import { canonicalUrl } from './web-url.ts';

export interface FetchWebSourcesDeps {
  readonly work: WebSourceWorkStore;
  readonly fetcher: WebFetcher;
  readonly queue: JobQueue;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: FetchLimits;
}

export interface FetchLimits {
  /** One job's share of time; what is left over is another job's, so that no host keeps the others waiting. */
  readonly jobMs: number;
  /** A job stays for what is due within this time rather than leaving it to the sweep. */
  readonly patienceMs: number;
  /** Longer than any fetch with its wait for a turn: then its job is taken for dead. */
  readonly leaseMs: number;
  /** Fetches without a result before a source fails. */
  readonly attempts: number;
  /** Before the second attempt; doubles with each further one. */
  readonly backoffMs: number;
  readonly longestBackoffMs: number;
  /** Between 404 and the second look that must confirm it, so that a broken deployment deletes nothing at once. */
  readonly confirmGoneMs: number;
  /** Between a result and the next look; `undefined`: none. */
  readonly refreshMs?: number;
  /** Most pages of one sitemap with its parts. */
  readonly mostPages: number;
}

export const defaultFetchLimits: Omit<FetchLimits, 'refreshMs' | 'mostPages'> = {
  jobMs: 30_000,
  patienceMs: 5_000,
  leaseMs: 10 * 60_000,
  attempts: 6,
  backoffMs: 4_000,
  longestBackoffMs: 6 * 3_600_000,
  confirmGoneMs: 10 * 60_000,
};

/**
 * Job handler: fetch what is due at one host, one address after the other; there is one such job for a host at a time.
 * Idempotent: an address is claimed with a lease, and what it brought is stored with the time of its next fetch.
 */
export class FetchWebSources {
  constructor(private readonly deps: FetchWebSourcesDeps) {}

  async run(job: { readonly tenantId: TenantId; readonly host: string }, signal: AbortSignal): Promise<void> {
    const { work: store, queue, clock, limits } = this.deps;
    const until = clock.now().getTime() + limits.jobMs;
    for (;;) {
      signal.throwIfAborted();
      const now = clock.now();
      const work = await store.claim(job.tenantId, job.host, now, limits.leaseMs);
      if (work) await this.fetchOne(work, signal);
      const next = await store.nextDue(job.tenantId, job.host);
      const waitMs = next ? Math.max(0, next.getTime() - clock.now().getTime()) : undefined;
      if (waitMs === undefined || waitMs > limits.patienceMs) return;
      if (clock.now().getTime() + waitMs > until) return queue.enqueue(fetchWebSources, job);
      await setTimeout(waitMs, undefined, { signal });
    }
  }

  private async fetchOne(work: WebSourceWork, signal: AbortSignal): Promise<void> {
    const { work: store, fetcher, queue, audit, clock, logger } = this.deps;
    const result = await this.fetch(fetcher, work, signal);
    const { ingest } = await store.settle(work, result, clock.now());
    const { sourceId, tenantId, documentId } = work;
    if (result.kind === 'failed') logger.warn('web-source.failed', { sourceId, code: result.code });
    else logger.info(`web-source.${result.kind}`, { sourceId });
    if (ingest && documentId) await queue.enqueue(ingestDocument, { tenantId, documentId });
    if (result.kind === 'sitemap') {
      const hosts = new Set(
        [...result.fetched.pages.map(({ url }) => url), ...result.fetched.sitemaps].map(hostOf),
      );
      for (const host of hosts) await queue.enqueue(fetchWebSources, { tenantId, host });
    }
    if (result.kind === 'gone' && documentId) {
      await audit.record({
        tenantId,
        at: clock.now(),
        actor: 'system:web',
        action: 'document.deleted',
        subject: documentId,
        details: { reason: 'source.gone', url: work.url },
      });
    }
  }

  private async fetch(
    fetcher: WebFetcher,
    work: WebSourceWork,
    signal: AbortSignal,
  ): Promise<WebSourceResult> {
    const { clock, limits } = this.deps;
    try {
      const fetched =
        work.kind === 'page'
          ? await fetcher.fetchPage(work.url, work.known, signal)
          : await fetcher.fetchSitemap(work.url, work.known, signal);
      return this.toResult(work, fetched);
    } catch (error) {
      // Broken off by us: due at once, for the next job.
      if (signal.aborted) return { kind: 'later', at: clock.now() };
      if (error instanceof UserError) return this.failed(error.code, error.message);
      if (error instanceof OperationalError) {
        return this.later(work, error.message, toMs(error.details['retryAfterMs']));
      }
      this.deps.logger.error('web-source.fault', {
        sourceId: work.sourceId,
        stack: error instanceof Error ? error.stack : String(error),
      });
      if (work.attempts >= limits.attempts)
        return this.failed('internal.bug', 'Groundwork failed to fetch this address.');
      return { kind: 'later', at: this.after(limits.backoffMs) };
    }
  }

  private toResult(work: WebSourceWork, fetched: FetchedPage | FetchedSitemap): WebSourceResult {
    const { limits } = this.deps;
    switch (fetched.outcome) {
      case 'content':
        return { kind: 'content', fetched, ...this.nextLook() };
      case 'sitemap':
        return {
          kind: 'sitemap',
          fetched: withCanonicalUrls(fetched),
          mostPages: limits.mostPages,
          ...this.nextLook(),
        };
      case 'unchanged':
        return { kind: 'unchanged', ...this.nextLook() };
      case 'busy':
        return this.later(
          work,
          `"${work.url}" answers with HTTP status ${fetched.status}.`,
          fetched.retryAfterMs,
          true,
        );
      case 'gone': {
        const message = `"${work.url}" does not exist (HTTP status ${fetched.status}).`;
        if (work.kind === 'sitemap') return this.failed('source.gone', message);
        if (!work.hasContent) return { kind: 'failed', code: 'source.gone', message };
        // 410 says "for good"; 404 may be a slip of the server, and is believed when it says so twice.
        if (fetched.status === 410 || work.wasMissing) return { kind: 'gone' };
        return { kind: 'later', at: this.after(limits.confirmGoneMs), isMissing: true };
      }
    }
  }

  private later(work: WebSourceWork, message: string, retryAfterMs?: number, host = false): WebSourceResult {
    const { limits } = this.deps;
    if (work.attempts >= limits.attempts) return this.failed('source.unreachable', message);
    const backoff = Math.min(limits.backoffMs * 2 ** (work.attempts - 1), limits.longestBackoffMs);
    const wait = Math.min(Math.max(backoff, retryAfterMs ?? 0), Math.max(limits.longestBackoffMs, backoff));
    return { kind: 'later', at: this.after(wait), host };
  }

  private failed(code: ErrorCode, message: string): WebSourceResult {
    return { kind: 'failed', code, message, ...this.nextLook() };
  }

  private nextLook(): { at?: Date } {
    const { refreshMs } = this.deps.limits;
    return refreshMs === undefined ? {} : { at: this.after(refreshMs) };
  }

  private after(ms: number): Date {
    return new Date(this.deps.clock.now().getTime() + ms);
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function toMs(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

type Sitemap = FetchedSitemap & { outcome: 'sitemap' };

/** Each address in the one spelling under which it is known, once; the others count as skipped. */
function withCanonicalUrls(fetched: Sitemap): Sitemap {
  const pages = new Map(
    fetched.pages.flatMap((page) => {
      const url = canonicalOrNothing(page.url);
      return url === undefined ? [] : [[url, { ...page, url }] as const];
    }),
  );
  const sitemaps = new Set(fetched.sitemaps.flatMap((url) => canonicalOrNothing(url) ?? []));
  const skipped =
    fetched.skipped + fetched.pages.length - pages.size + fetched.sitemaps.length - sitemaps.size;
  return { ...fetched, pages: [...pages.values()], sitemaps: [...sitemaps], skipped };
}

function canonicalOrNothing(url: string): string | undefined {
  try {
    return canonicalUrl(url);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
