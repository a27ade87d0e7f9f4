import { AddDocument, type Document, GetDocument, type NewDocument } from '@groundwork/ingestion';
import type { DocumentId, Principal } from '@groundwork/kernel';
import type { Runtime } from './runtime.ts';

/** Documents that may be under way at once: enough to keep the workers busy, few enough to stay in memory. */
const mostUnderWay = 64;

/** How often a Document is looked at while it is waited for, in milliseconds. */
const pollMs = 20;

/** Adds Documents as they come and yields each when it has come to its end, `ready` or `failed`, in order. */
export async function* addAndWait(
  runtime: Runtime,
  principal: Principal,
  documents: AsyncIterable<NewDocument> | Iterable<NewDocument>,
): AsyncGenerator<Document> {
  const underWay: DocumentId[] = [];
  for await (const document of documents) {
    underWay.push((await runtime.get(AddDocument).run(principal, document)).document.id);
    if (underWay.length >= mostUnderWay) yield await settled(runtime, principal, underWay.shift()!);
  }
  for (const id of underWay) yield await settled(runtime, principal, id);
}

async function settled(runtime: Runtime, principal: Principal, id: DocumentId): Promise<Document> {
  for (;;) {
    const document = await runtime.get(GetDocument).run(principal, id);
    if (document.status === 'ready' || document.status === 'failed') return document;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
