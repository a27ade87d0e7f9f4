import { UserError, type DocumentId, type Principal } from '@groundwork/kernel';
import type { Document } from './document.ts';
import type { DocumentStore } from './stores.ts';

/** A Document with its status and progress, if the Principal may see it. */
export class GetDocument {
  constructor(private readonly deps: { readonly documents: DocumentStore }) {}

  /** Throws `UserError('document.not-found')`. */
  async run(principal: Principal, id: DocumentId): Promise<Document> {
    const document = await this.deps.documents.find(principal, id);
    if (!document) throw new UserError('document.not-found', `There is no document ${id}.`);
    return document;
  }
}
