import type { AuditLog } from '@groundwork/access';
import { ingestDocument, type JobQueue } from '@groundwork/jobs';
import { UserError, type Clock, type Principal } from '@groundwork/kernel';
import type { Document, NewDocument } from './document.ts';
import { requireScope } from './require-scope.ts';
import type { CollectionStore, DocumentStore } from './stores.ts';

export interface AddDocumentDeps {
  readonly collections: CollectionStore;
  readonly documents: DocumentStore;
  readonly queue: JobQueue;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly limits: { readonly documentBytes: number };
}

export interface AddedDocument {
  readonly document: Document;
  readonly outcome: 'created' | 'changed' | 'unchanged';
}

const longestExternalId = 500;

/**
 * Take in an original: store it, then have it ingested in the background. The same again does nothing, unless it
 * failed before: then it is tried again.
 */
export class AddDocument {
  constructor(private readonly deps: AddDocumentDeps) {}

  /** Throws `UserError`: `document.empty`, `document.too-large`, `request.invalid`, `collection.not-found`, `auth.forbidden`. */
  async run(principal: Principal, original: NewDocument): Promise<AddedDocument> {
    requireScope(principal, 'ingest');
    this.validate(original);
    const collection = await this.deps.collections.find(principal, original.collectionId);
    if (!collection) {
      throw new UserError('collection.not-found', `There is no collection ${original.collectionId}.`);
    }
    const added = await this.deps.documents.register(principal, original);
    const { document, outcome } = added;
    if (outcome === 'created') await this.recordCreation(principal, document);
    if (outcome === 'unchanged' && document.status === 'failed') {
      await this.deps.documents.retry(principal, document.id);
    }
    // An unchanged Document that waits may have lost its job; one more is harmless.
    if (outcome !== 'unchanged' || document.status === 'failed' || document.status === 'pending') {
      await this.deps.queue.enqueue(ingestDocument, {
        tenantId: principal.tenantId,
        documentId: document.id,
      });
    }
    return added;
  }

  private validate(original: NewDocument): void {
    const { externalId, content } = original;
    assertExternalId(externalId);
    if (content.byteLength === 0) throw new UserError('document.empty', `"${externalId}" has no content.`);
    const limit = this.deps.limits.documentBytes;
    if (content.byteLength > limit) {
      throw new UserError(
        'document.too-large',
        `"${externalId}" has ${content.byteLength} bytes; the limit is ${limit} bytes.`,
      );
    }
  }

  private recordCreation(principal: Principal, document: Document): Promise<void> {
    return this.deps.audit.record({
      tenantId: principal.tenantId,
      at: this.deps.clock.now(),
      actor: `${principal.kind}:${principal.id}`,
      action: 'document.created',
      subject: document.id,
      details: { collectionId: document.collectionId, access: document.access },
    });
  }
}

/** Only ever a name: "../x" is a legal one, because nothing is opened by it. Throws `UserError('request.invalid')`. */
export function assertExternalId(externalId: string): void {
  if (externalId.trim().length > 0 && externalId.length <= longestExternalId && !/\p{Cc}/u.test(externalId))
    return;
  throw new UserError(
    'request.invalid',
    `externalId must have 1 to ${longestExternalId} characters and no control characters.`,
  );
}
