import type { AuditLog } from '@groundwork/access';
import { UserError, type Clock, type DocumentId, type Grant, type Principal } from '@groundwork/kernel';
import { requireScope } from './require-scope.ts';
import type { DocumentStore } from './stores.ts';

export interface SetDocumentAccessDeps {
  readonly documents: DocumentStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Say who may read a Document. Whoever is left out finds nothing of it from the moment this returns. */
export class SetDocumentAccess {
  constructor(private readonly deps: SetDocumentAccessDeps) {}

  /** Throws `UserError`: `document.not-found`, `auth.forbidden`. */
  async run(principal: Principal, id: DocumentId, access: readonly Grant[]): Promise<void> {
    requireScope(principal, 'ingest');
    if (!(await this.deps.documents.setAccess(principal, id, access))) {
      throw new UserError('document.not-found', `There is no document ${id}.`);
    }
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at: this.deps.clock.now(),
      actor: `${principal.kind}:${principal.id}`,
      action: 'document.access-changed',
      subject: id,
      details: { access },
    });
  }
}
