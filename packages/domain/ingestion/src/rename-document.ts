import { ingestDocument, type JobQueue } from '@groundwork/jobs';
import { type DocumentId, type Principal, UserError } from '@groundwork/kernel';
import type { Document } from './document.ts';
import { externalIdFault } from './external-id-fault.ts';
import { requireScope } from './require-scope.ts';
import type { DocumentStore } from './stores.ts';

/** Another name for a Document. */
export interface DocumentNames {
  /**
   * `isWork`: the new name is part of what is indexed, so the original becomes `pending` again. `taken` where another
   * Document of the Collection has the name.
   */
  rename(
    principal: Principal,
    id: DocumentId,
    externalId: string,
    isWork: boolean,
  ): Promise<'renamed' | 'taken' | 'not-found'>;
}

export interface RenameDocumentDeps {
  readonly documents: DocumentStore;
  readonly names: DocumentNames;
  readonly queue: JobQueue;
}

/** Give a Document another external id. It is read again only where its name says what it is called, or what it is. */
export class RenameDocument {
  constructor(private readonly deps: RenameDocumentDeps) {}

  /** Throws `UserError`: `document.not-found`, `document.exists`, `request.invalid`, `auth.forbidden`. */
  async run(principal: Principal, id: DocumentId, externalId: string): Promise<Document> {
    requireScope(principal, 'ingest');
    const fault = externalIdFault(externalId);
    if (fault) throw fault;
    const { documents, names, queue } = this.deps;
    const before = await documents.find(principal, id);
    if (!before) throw notFound(id);
    if (before.externalId === externalId) return before;
    const isWork =
      before.title === before.externalId || extension(before.externalId) !== extension(externalId);
    const outcome = await names.rename(principal, id, externalId, isWork);
    if (outcome === 'taken') {
      throw new UserError('document.exists', `The collection has another document "${externalId}".`);
    }
    const after = outcome === 'renamed' ? await documents.find(principal, id) : undefined;
    if (!after) throw notFound(id);
    if (isWork) await queue.enqueue(ingestDocument, { tenantId: principal.tenantId, documentId: id });
    return after;
  }
}

function extension(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function notFound(id: DocumentId): UserError {
  return new UserError('document.not-found', `There is no document ${id}.`);
}
