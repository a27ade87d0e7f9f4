import { AddDocuments, type Document, ListDocuments, type NewDocument } from '@groundwork/ingestion';
import { type DocumentId, type Principal, UserError } from '@groundwork/kernel';
import type { Runtime } from './runtime.ts';

/** Documents that may be under way at once: enough to keep the workers busy, few enough to stay in memory. */
const mostUnderWay = 96;

/** Documents looked at together. */
const lookedAt = 24;

/** They are looked at again after so many milliseconds, and then after longer, since looking takes time from the work. */
const pollMs = { first: 20, longest: 250 };

/**
 * Adds Documents as they come and yields each when it has come to its end, `ready` or `failed`, in order. Throws the
 * `UserError` of the first that cannot be taken in.
 */
export async function* addAndWait(
  runtime: Runtime,
  principal: Principal,
  documents: AsyncIterable<NewDocument> | Iterable<NewDocument>,
): AsyncGenerator<Document> {
  let underWay: DocumentId[] = [];
  for await (const added of runtime.get(AddDocuments).run(principal, documents)) {
    if ('failure' in added) throw added.failure;
    underWay.push(added.document.id);
    if (underWay.length < mostUnderWay) continue;
    const done = await settled(runtime, principal, underWay);
    underWay = underWay.slice(done.length);
    yield* done;
  }
  while (underWay.length > 0) {
    const done = await settled(runtime, principal, underWay);
    underWay = underWay.slice(done.length);
    yield* done;
  }
}

/** The first of these, as many as have come to their end; waits until it is one at least. */
async function settled(
  runtime: Runtime,
  principal: Principal,
  underWay: readonly DocumentId[],
): Promise<Document[]> {
  const ids = underWay.slice(0, lookedAt);
  for (let pause = pollMs.first; ; pause = Math.min(pollMs.longest, pause * 1.5)) {
    const { documents } = await runtime.get(ListDocuments).run(principal, { ids, limit: lookedAt });
    const byId = new Map(documents.map((document) => [document.id, document]));
    const done: Document[] = [];
    for (const id of ids) {
      const document = byId.get(id);
      if (!document) throw new UserError('document.not-found', `There is no document ${id}.`);
      if (document.status !== 'ready' && document.status !== 'failed') break;
      done.push(document);
    }
    if (done.length > 0) return done;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
