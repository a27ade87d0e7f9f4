import type { AuditLog } from '@groundwork/access';
import { UserError, type Clock, type DocumentId, type Principal } from '@groundwork/kernel';
import { requireScope } from './require-scope.ts';
import type { DocumentStore } from './stores.ts';

export interface RemoveDocumentDeps {
  readonly documents: DocumentStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Take a Document out of every answer: `delete` keeps the history that audits read, `erase` keeps no text at all. */
export class RemoveDocument {
  constructor(private readonly deps: RemoveDocumentDeps) {}

  /** Throws `UserError`: `document.not-found`, `auth.forbidden`. */
  async run(principal: Principal, id: DocumentId, mode: 'delete' | 'erase'): Promise<void> {
    requireScope(principal, 'ingest');
    if (!(await this.deps.documents.remove(principal, id, mode))) {
      throw new UserError('document.not-found', `There is no document ${id}.`);
    }
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at: this.deps.clock.now(),
      actor: `${principal.kind}:${principal.id}`,
      action: mode === 'erase' ? 'document.erased' : 'document.deleted',
      subject: id,
      details: {},
    });
  }
}
