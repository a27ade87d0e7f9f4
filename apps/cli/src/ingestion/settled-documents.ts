import { setTimeout } from 'node:timers/promises';
import { type Document, getDocument } from '@groundwork/protocol';
import type { Client } from '../client.ts';

/** How often something under way is looked at, in milliseconds. */
export const pollMs = 250;

/** Yields each Document when it has come to a terminal state. */
export async function* settledDocuments(
  client: Client,
  ids: ReadonlySet<string>,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): AsyncIterable<Document> {
  let done = 0;
  for (const id of ids) {
    for (;;) {
      signal.throwIfAborted();
      const document = (await client.call(getDocument, { params: { id } })) as Document;
      if (document.status === 'ready' || document.status === 'failed') {
        yield document;
        break;
      }
      await setTimeout(pollMs, undefined, { signal });
    }
    onProgress(++done);
  }
}
