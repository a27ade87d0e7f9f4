import { setTimeout } from 'node:timers/promises';
import { type CollectionId, UserError } from '@groundwork/kernel';
import { type Document, listDocuments } from '@groundwork/protocol';
import type { Client } from '../client.ts';

/** How often something under way is looked at, in milliseconds. */
export const pollMs = 250;

/** Documents looked at in one request. */
const lookedAt = 100;

/** Yields each Document when it has come to a terminal state. Throws `UserError('document.not-found')`. */
export async function* settledDocuments(
  client: Client,
  collectionId: CollectionId,
  waiting: ReadonlySet<string>,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): AsyncIterable<Document> {
  let ids = [...waiting];
  while (ids.length > 0) {
    signal.throwIfAborted();
    const found = await look(client, collectionId, ids.slice(0, lookedAt));
    const settled = found.filter(({ status }) => status === 'ready' || status === 'failed');
    yield* settled;
    const done = new Set<string>(settled.map(({ id }) => id));
    ids = ids.filter((id) => !done.has(id));
    onProgress(waiting.size - ids.length);
    if (done.size === 0) await setTimeout(pollMs, undefined, { signal });
  }
}

async function look(
  client: Client,
  collectionId: CollectionId,
  ids: readonly string[],
): Promise<readonly Document[]> {
  const page = await client.call(listDocuments, {
    params: { id: collectionId },
    query: { ids: ids.join(','), limit: ids.length },
  });
  const documents = page.documents as Document[];
  const known = new Set<string>(documents.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw new UserError('document.not-found', `There is no document ${missing}.`);
  return documents;
}
