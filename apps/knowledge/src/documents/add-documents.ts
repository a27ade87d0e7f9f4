import type { AddDocument, AddWebSource } from '@groundwork/ingestion';
import { type Principal, UserError } from '@groundwork/kernel';
import type { AddedDocuments } from '@groundwork/protocol';
import { toDocument } from './to-document.ts';
import type { RequestedDocument } from './to-new-documents.ts';

/**
 * Adds each Document of a request. One that cannot be taken does not keep out the others; where none can, the first
 * one's fault is the request's.
 */
export async function addEach(
  { addDocument, addWebSource }: { readonly addDocument: AddDocument; readonly addWebSource: AddWebSource },
  principal: Principal,
  requested: AsyncIterable<RequestedDocument>,
): Promise<AddedDocuments> {
  const added: AddedDocuments = { documents: [], rejected: [] };
  let firstFault: UserError | undefined;
  const reject = (externalId: string, fault: UserError) => {
    firstFault ??= fault;
    const { code, message, remedy } = fault;
    added.rejected.push({ externalId, error: { code, message, remedy } });
  };
  for await (const one of requested) {
    if ('failure' in one) {
      reject(one.externalId, one.failure);
      continue;
    }
    try {
      const { document, outcome } =
        'page' in one
          ? await addWebSource.run(principal, one.page)
          : await addDocument.run(principal, one.document);
      if (document) added.documents.push({ outcome, document: toDocument(document) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      reject('page' in one ? one.page.url : one.document.externalId, error);
    }
  }
  if (firstFault && added.documents.length === 0) throw firstFault;
  return added;
}
