import type { AuditLog } from '@groundwork/access';
import { fetchWebSources, type JobQueue } from '@groundwork/jobs';
import type { Clock, Principal } from '@groundwork/kernel';
import { requireScope } from '../require-scope.ts';
import type { NewWebSource } from './web-source.ts';
import type { AddedWebSource, WebSourceStore } from './web-source-store.ts';
import { canonicalUrl } from './web-url.ts';

export interface AddWebSourceDeps {
  readonly sources: WebSourceStore;
  readonly queue: JobQueue;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Take in a page or a sitemap by its address; it is fetched in the background. The same again fetches it again. */
export class AddWebSource {
  constructor(private readonly deps: AddWebSourceDeps) {}

  /** Throws `UserError`: `request.invalid`, `collection.not-found`, `auth.forbidden`. */
  async run(principal: Principal, given: NewWebSource): Promise<AddedWebSource> {
    requireScope(principal, 'ingest');
    const { sources, queue, audit, clock } = this.deps;
    const source = { ...given, url: canonicalUrl(given.url) };
    const added = await sources.add(principal, source, clock.now());
    if (added.outcome === 'created') {
      await audit.record({
        tenantId: principal.tenantId,
        at: clock.now(),
        actor: `${principal.kind}:${principal.id}`,
        action: 'web-source.created',
        subject: added.source.id,
        details: {
          url: source.url,
          collectionId: source.collectionId,
          documentId: added.document?.id ?? null,
        },
      });
    }
    await queue.enqueue(fetchWebSources, { tenantId: principal.tenantId, host: new URL(source.url).host });
    return added;
  }
}
