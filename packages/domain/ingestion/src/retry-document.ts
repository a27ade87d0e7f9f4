import { ingestDocument, type JobQueue } from '@groundwork/jobs';
import { UserError, type DocumentId, type Principal } from '@groundwork/kernel';
import type { Document } from './document.ts';
import { requireScope } from './require-scope.ts';
import type { DocumentStore } from './stores.ts';

export interface RetryDocumentDeps {
  readonly documents: DocumentStore;
  readonly queue: JobQueue;
}

/** Try a failed Document again; a Document that did not fail is left as it is. */
export class RetryDocument {
  constructor(private readonly deps: RetryDocumentDeps) {}

  /** Throws `UserError`: `document.not-found`, `auth.forbidden`. Returns the Document as it stands now. */
  async run(principal: Principal, id: DocumentId): Promise<Document> {
    requireScope(principal, 'ingest');
    if (await this.deps.documents.retry(principal, id)) {
      await this.deps.queue.enqueue(ingestDocument, { tenantId: principal.tenantId, documentId: id });
    }
    const document = await this.deps.documents.find(principal, id);
    if (!document) throw new UserError('document.not-found', `There is no document ${id}.`);
    return document;
  }
}
