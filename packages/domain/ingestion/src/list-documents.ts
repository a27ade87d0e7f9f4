import { UserError, type CollectionId, type DocumentId, type Principal } from '@groundwork/kernel';
import type { DocumentStatus } from './document.ts';
import type { DocumentPage, DocumentStore } from './stores.ts';

export interface DocumentFilter {
  readonly collectionId?: CollectionId;
  readonly status?: DocumentStatus;
  /** Only these, as far as they can be seen. */
  readonly ids?: readonly DocumentId[];
  /** 1…500. */
  readonly limit: number;
  readonly cursor?: string;
}

/** The Documents that the Principal may see, page by page. */
export class ListDocuments {
  constructor(private readonly deps: { readonly documents: DocumentStore }) {}

  async run(principal: Principal, filter: DocumentFilter): Promise<DocumentPage> {
    if (!Number.isInteger(filter.limit) || filter.limit < 1 || filter.limit > 500) {
      throw new UserError('request.invalid', 'limit must be a whole number from 1 to 500.');
    }
    return this.deps.documents.list(principal, filter);
  }
}
