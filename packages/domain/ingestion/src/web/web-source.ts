import type { CollectionId, DocumentId, ErrorCode, Grant, WebSourceId } from '@groundwork/kernel';

/**
 * Where a WebSource stands. `waiting` is to be fetched, `ready` and `failed` have been (and may be again later), `gone`
 * was there and is not any more: its Document is deleted.
 */
export type WebSourceState = 'waiting' | 'ready' | 'failed' | 'gone';

/** An address that is fetched, and fetched again: a page (one Document) or a sitemap (which names pages). */
export interface WebSource {
  readonly id: WebSourceId;
  readonly collectionId: CollectionId;
  readonly kind: 'page' | 'sitemap';
  readonly url: string;
  /** Of a page. */
  readonly documentId?: DocumentId;
  /** The sitemap that named it; of a sitemap, the index it is part of. */
  readonly sitemapId?: WebSourceId;
  readonly state: WebSourceState;
  readonly failure?: { readonly code: ErrorCode; readonly message: string };
  /** Where it was found after redirects. */
  readonly resolvedUrl?: string;
  /** When the server was last asked, and when it last sent something new. */
  readonly checkedAt?: Date;
  readonly fetchedAt?: Date;
  /** When it will be asked again; absent where it will not. */
  readonly dueAt?: Date;
  /** Of a sitemap with everything it names, near and far: by state, and entries left out. */
  readonly contents?: Readonly<Record<WebSourceState, number>> & { readonly skipped: number };
  readonly createdAt: Date;
}

/** A page or sitemap to be fetched. */
export interface NewWebSource {
  readonly collectionId: CollectionId;
  readonly kind: 'page' | 'sitemap';
  readonly url: string;
  /** Of a page; default: the page's own. */
  readonly title?: string;
  /** Of the Documents; default: the Collection's. */
  readonly access?: readonly Grant[];
  readonly metadata?: Readonly<Record<string, unknown>>;
}
