import { fetchWebSources, ingestDocument, type JobQueue } from '@groundwork/jobs';
import { UserError, type Clock, type DocumentId, type Principal } from '@groundwork/kernel';
import type { Document } from './document.ts';
import { requireScope } from './require-scope.ts';
import type { DocumentStore } from './stores.ts';
import type { WebSourceStore } from './web/web-source-store.ts';

export interface RetryDocumentDeps {
  readonly documents: DocumentStore;
  readonly sources: Pick<WebSourceStore, 'recheck'>;
  readonly queue: JobQueue;
  readonly clock: Clock;
}

/** Try a failed Document again; a Document that did not fail is left as it is. */
export class RetryDocument {
  constructor(private readonly deps: RetryDocumentDeps) {}

  /** Throws `UserError`: `document.not-found`, `auth.forbidden`. Returns the Document as it stands now. */
  async run(principal: Principal, id: DocumentId): Promise<Document> {
    requireScope(principal, 'ingest');
    const { documents, sources, queue, clock } = this.deps;
    const { tenantId } = principal;
    const isRetried = await documents.retry(principal, id);
    const document = await documents.find(principal, id);
    if (isRetried && document?.progress.stage === 'fetching') {
      const { hosts } = await sources.recheck(principal, { documentId: id }, clock.now());
      for (const host of hosts) await queue.enqueue(fetchWebSources, { tenantId, host });
    } else if (isRetried) await queue.enqueue(ingestDocument, { tenantId, documentId: id });
    if (!document) throw new UserError('document.not-found', `There is no document ${id}.`);
    return document;
  }
}
