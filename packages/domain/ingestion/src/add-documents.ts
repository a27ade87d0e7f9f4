import { ingestDocument, type JobQueue } from '@groundwork/jobs';
import { UserError, type CollectionId, type Principal } from '@groundwork/kernel';
import type { Document, NewDocument } from './document.ts';
import { externalIdFault } from './external-id-fault.ts';
import { inBatches } from './in-batches.ts';
import { requireScope } from './require-scope.ts';
import type { CollectionStore, DocumentStore, Registration } from './stores.ts';
import { toIngestJobs } from './to-ingest-jobs.ts';

export interface AddDocumentsDeps {
  readonly collections: CollectionStore;
  readonly documents: DocumentStore;
  readonly queue: JobQueue;
  readonly limits: { readonly documentBytes: number };
}

/** What became of one original: taken in, or the sender's fault that kept it out. */
export type Addition = Registration | { readonly externalId: string; readonly failure: UserError };

/** Originals registered in one transaction; a larger one goes alone. */
const together = { documents: 48, bytes: 1024 * 1024 };

/**
 * Take in originals: store them, then have them ingested in the background. The same again does nothing, unless it
 * failed before: then it is tried again. One that cannot be taken does not keep out the others.
 */
export class AddDocuments {
  constructor(private readonly deps: AddDocumentsDeps) {}

  /**
   * Yields one Addition for each original, in order; only so many originals are in memory as are registered together.
   * Failures are `document.empty`, `document.too-large`, `request.invalid`, `collection.not-found`. Throws
   * `UserError('auth.forbidden')`, and whatever the stores and the queue throw: what was yielded before is kept.
   */
  async *run(
    principal: Principal,
    originals: AsyncIterable<NewDocument> | Iterable<NewDocument>,
  ): AsyncGenerator<Addition> {
    requireScope(principal, 'ingest');
    const collections = new Map<CollectionId, boolean>();
    const hasCollection = async (id: CollectionId) => {
      if (!collections.has(id)) {
        collections.set(id, (await this.deps.collections.find(principal, id)) !== undefined);
      }
      return collections.get(id)!;
    };
    for await (const batch of inBatches(originals, together)) {
      const faults: (UserError | undefined)[] = [];
      for (const original of batch) {
        const fault = this.faultOf(original);
        faults.push(
          fault ?? ((await hasCollection(original.collectionId)) ? undefined : noCollection(original)),
        );
      }
      const registered = (
        await this.register(
          principal,
          batch.filter((_, i) => !faults[i]),
        )
      ).values();
      for (const [i, { externalId }] of batch.entries()) {
        const failure = faults[i];
        yield failure ? { externalId, failure } : registered.next().value!;
      }
    }
  }

  private async register(principal: Principal, originals: readonly NewDocument[]): Promise<Registration[]> {
    if (originals.length === 0) return [];
    const { documents, queue } = this.deps;
    const registered = await documents.register(principal, originals);
    const waiting: Document[] = [];
    for (const { document, outcome } of registered) {
      const failedBefore = outcome === 'unchanged' && document.status === 'failed';
      if (failedBefore) await documents.retry(principal, document.id);
      // An unchanged Document that waits may have lost its job; one more is harmless.
      if (outcome !== 'unchanged' || failedBefore || document.status === 'pending') waiting.push(document);
    }
    await queue.enqueueAll(ingestDocument, toIngestJobs(principal.tenantId, waiting));
    return registered;
  }

  private faultOf({ externalId, content }: NewDocument): UserError | undefined {
    if (content.byteLength === 0) return new UserError('document.empty', `"${externalId}" has no content.`);
    const limit = this.deps.limits.documentBytes;
    if (content.byteLength <= limit) return externalIdFault(externalId);
    return new UserError(
      'document.too-large',
      `"${externalId}" has ${content.byteLength} bytes; the limit is ${limit} bytes.`,
    );
  }
}

function noCollection({ collectionId }: NewDocument): UserError {
  return new UserError('collection.not-found', `There is no collection ${collectionId}.`);
}
