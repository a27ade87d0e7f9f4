import type { AddDocuments, AddWebSource, NewDocument, Registration } from '@groundwork/ingestion';
import type { Principal, UserError } from '@groundwork/kernel';
import type { AddedDocuments } from '@groundwork/protocol';
import { toDocument } from './to-document.ts';
import type { RequestedDocument } from './to-new-documents.ts';

/**
 * Adds each Document of a request. One that cannot be taken does not keep out the others; where none can, the first
 * one's fault is the request's.
 */
export async function addEach(
  {
    addDocuments,
    addWebSource,
  }: { readonly addDocuments: AddDocuments; readonly addWebSource: AddWebSource },
  principal: Principal,
  requested: AsyncIterable<RequestedDocument>,
): Promise<AddedDocuments> {
  const added: AddedDocuments = { documents: [], rejected: [] };
  let firstFault: UserError | undefined;
  const accept = ({ outcome, document }: Registration) =>
    added.documents.push({ outcome, document: toDocument(document) });
  const reject = (externalId: string, fault: UserError) => {
    firstFault ??= fault;
    const { code, message, remedy } = fault;
    added.rejected.push({ externalId, error: { code, message, remedy } });
  };
  /** Those to be taken in as they are; what else is asked for is seen to by the way. */
  const originals = async function* (): AsyncGenerator<NewDocument> {
    for await (const one of requested) {
      if ('document' in one) yield one.document;
      else if ('failure' in one) reject(one.externalId, one.failure);
      else {
        const { outcome, document } = await addWebSource.run(principal, one.page);
        if (document) accept({ outcome, document });
      }
    }
  };
  for await (const addition of addDocuments.run(principal, originals())) {
    if ('failure' in addition) reject(addition.externalId, addition.failure);
    else accept(addition);
  }
  if (firstFault && added.documents.length === 0) throw firstFault;
  return added;
}
