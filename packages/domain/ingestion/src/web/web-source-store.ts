import type {
  CollectionId,
  DocumentId,
  ErrorCode,
  Principal,
  TenantId,
  WebSourceId,
} from '@groundwork/kernel';
import type { Document } from '../document.ts';
import type { FetchedPage, FetchedSitemap, Validators } from './web-fetcher.ts';
import type { NewWebSource, WebSource, WebSourceState } from './web-source.ts';

export interface AddedWebSource {
  readonly source: WebSource;
  /** Of a page: waiting for its first content, or as it stands. */
  readonly document?: Document;
  readonly outcome: 'created' | 'unchanged';
}

export interface WebSourceFilter {
  readonly collectionId: CollectionId;
  readonly state?: WebSourceState;
  readonly kind?: 'page' | 'sitemap';
  /** Those that this sitemap, or a sitemap of its, named. */
  readonly sitemapId?: WebSourceId;
  readonly limit: number;
  readonly cursor?: string;
}

/** WebSources as managers see them: pages whose Document, and sitemaps whose Collection, they may see. */
export interface WebSourceStore {
  /**
   * Remember the address and have it fetched at `now`; of a page, create its Document, `pending`, in the same
   * transaction. An address known already is only fetched again; what is given anew takes the place of what was given.
   * Throws `UserError('collection.not-found')`.
   */
  add(principal: Principal, source: NewWebSource, now: Date): Promise<AddedWebSource>;
  find(principal: Principal, id: WebSourceId): Promise<WebSource | undefined>;
  list(
    principal: Principal,
    filter: WebSourceFilter,
  ): Promise<{ readonly sources: readonly WebSource[]; readonly nextCursor?: string }>;
  /** Have every WebSource of the Collection fetched again, or one that belongs to the Document. Returns their hosts. */
  recheck(
    principal: Principal,
    which: { readonly collectionId: CollectionId } | { readonly documentId: DocumentId },
    now: Date,
  ): Promise<{ readonly sources: number; readonly hosts: readonly string[] }>;
  /** Forget a sitemap with the sitemaps it names; pages stay, on their own. False where there is none. */
  removeSitemap(principal: Principal, id: WebSourceId): Promise<boolean>;
}

/** One WebSource as claimed by a job; it comes up again for others when `leaseMs` has passed without a result. */
export interface WebSourceWork {
  readonly tenantId: TenantId;
  readonly sourceId: WebSourceId;
  readonly kind: 'page' | 'sitemap';
  readonly url: string;
  readonly documentId?: DocumentId;
  readonly known: Validators;
  /** Fetches since the last one that succeeded, this one included; from 1. */
  readonly attempts: number;
  /** Whether the last fetch said that it is gone. */
  readonly wasMissing: boolean;
  /** Whether there is a published or stored text of it. */
  readonly hasContent: boolean;
}

/** What becomes of a claimed WebSource. `at` in the first two: when it is due again; never where absent. */
export type WebSourceResult =
  | { readonly kind: 'content'; readonly fetched: FetchedPage & { outcome: 'content' }; readonly at?: Date }
  | {
      readonly kind: 'sitemap';
      readonly fetched: FetchedSitemap & { outcome: 'sitemap' };
      /** Most pages that one sitemap with its parts may name. */
      readonly mostPages: number;
      readonly at?: Date;
    }
  | { readonly kind: 'unchanged'; readonly at?: Date }
  /** Try again at `at`; `host` where that goes for every address of its host. */
  | { readonly kind: 'later'; readonly at: Date; readonly host?: boolean; readonly isMissing?: boolean }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string; readonly at?: Date }
  | { readonly kind: 'gone' };

/** The job's side: acts for the Tenant. */
export interface WebSourceWorkStore {
  /** The address of the host that has been due longest, counted as fetched once more. */
  claim(tenantId: TenantId, host: string, now: Date, leaseMs: number): Promise<WebSourceWork | undefined>;
  /** When the next address of the host is due. */
  nextDue(tenantId: TenantId, host: string): Promise<Date | undefined>;
  /**
   * In one transaction: what was fetched becomes the Document's original, to be ingested, or the sitemap's pages become
   * WebSources; `gone` deletes the Document; `failed` fails one that has no content yet. Nothing where the source, or
   * its Document, was removed in the meantime. Says what must be ingested now.
   */
  settle(work: WebSourceWork, result: WebSourceResult, now: Date): Promise<{ readonly ingest: boolean }>;
  /** Hosts with an address that is due, of every Tenant. */
  findDue(now: Date, limit: number): Promise<{ readonly tenantId: TenantId; readonly host: string }[]>;
}
