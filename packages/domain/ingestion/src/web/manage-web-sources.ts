import type { AuditLog } from '@groundwork/access';
import { fetchWebSources, type JobQueue } from '@groundwork/jobs';
import {
  type Clock,
  type CollectionId,
  type Principal,
  UserError,
  type WebSourceId,
} from '@groundwork/kernel';
import { requireScope } from '../require-scope.ts';
import type { CollectionStore } from '../stores.ts';
import type { WebSource } from './web-source.ts';
import type { WebSourceFilter, WebSourceStore } from './web-source-store.ts';

/** Throws `UserError('source.not-found')`. */
export class GetWebSource {
  constructor(private readonly deps: { readonly sources: WebSourceStore }) {}

  async run(principal: Principal, id: WebSourceId): Promise<WebSource> {
    const source = await this.deps.sources.find(principal, id);
    if (!source) throw new UserError('source.not-found', `There is no web source ${id}.`);
    return source;
  }
}

/** The WebSources of a Collection, page by page. Throws `UserError('collection.not-found')`. */
export class ListWebSources {
  constructor(
    private readonly deps: { readonly sources: WebSourceStore; readonly collections: CollectionStore },
  ) {}

  async run(principal: Principal, filter: WebSourceFilter) {
    await requireCollection(this.deps.collections, principal, filter.collectionId);
    return this.deps.sources.list(principal, filter);
  }
}

/** Ask again for every page and sitemap of a Collection, now. Returns how many. */
export class RecheckWebSources {
  constructor(
    private readonly deps: {
      readonly sources: WebSourceStore;
      readonly collections: CollectionStore;
      readonly queue: JobQueue;
      readonly clock: Clock;
    },
  ) {}

  /** Throws `UserError`: `collection.not-found`, `auth.forbidden`. */
  async run(principal: Principal, collectionId: CollectionId): Promise<number> {
    requireScope(principal, 'ingest');
    const { sources, collections, queue, clock } = this.deps;
    await requireCollection(collections, principal, collectionId);
    const checked = await sources.recheck(principal, { collectionId }, clock.now());
    for (const host of checked.hosts)
      await queue.enqueue(fetchWebSources, { tenantId: principal.tenantId, host });
    return checked.sources;
  }
}

/** Stop reading a sitemap. The Documents it brought stay until they are deleted, and are still refreshed. */
export class RemoveSitemap {
  constructor(
    private readonly deps: {
      readonly sources: WebSourceStore;
      readonly audit: AuditLog;
      readonly clock: Clock;
    },
  ) {}

  /** Throws `UserError`: `source.not-found`, `auth.forbidden`. */
  async run(principal: Principal, id: WebSourceId): Promise<void> {
    requireScope(principal, 'ingest');
    if (!(await this.deps.sources.removeSitemap(principal, id))) {
      throw new UserError('source.not-found', `There is no sitemap ${id}.`);
    }
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at: this.deps.clock.now(),
      actor: `${principal.kind}:${principal.id}`,
      action: 'web-source.removed',
      subject: id,
      details: {},
    });
  }
}

async function requireCollection(collections: CollectionStore, principal: Principal, id: CollectionId) {
  if (await collections.find(principal, id)) return;
  throw new UserError('collection.not-found', `There is no collection ${id}.`);
}
