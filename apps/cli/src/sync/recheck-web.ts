import { setTimeout } from 'node:timers/promises';
import type { CollectionId } from '@groundwork/kernel';
import { recheckWebSources } from '@groundwork/protocol';
import type { Client } from '../client.ts';
import type { Failure } from '../ingestion/failure.ts';
import { pollMs } from '../ingestion/settled-documents.ts';
import { allWebSources } from '../ingestion/web-sources.ts';

/** Time without progress after which the rest is left to the server, which asks busy hosts later, in milliseconds. */
const patienceMs = 60_000;

export interface WebRechecked {
  readonly asked: number;
  readonly changed: number;
  readonly gone: number;
  /** Not asked yet: their hosts are slow or want to be left alone for a while. */
  readonly left: number;
  readonly failures: readonly Failure[];
  /** Documents that are being read now. */
  readonly waiting: ReadonlySet<string>;
}

/** Has every page and sitemap of the Collection asked for again, and waits for the answers. */
export async function recheckWeb(
  client: Client,
  collectionId: CollectionId,
  isWaiting: boolean,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<WebRechecked> {
  const before = new Map((await allWebSources(client, collectionId)).map((source) => [source.id, source]));
  const { webSources: asked } = await client.call(recheckWebSources, { params: { id: collectionId } });
  let done = -1;
  for (let since = Date.now(); ;) {
    signal.throwIfAborted();
    const now = await allWebSources(client, collectionId);
    const answered = now.filter(({ id, state, checkedAt }) => {
      return before.get(id)?.state === 'gone' || state === 'gone' || checkedAt !== before.get(id)?.checkedAt;
    });
    onProgress(answered.length, now.length);
    if (answered.length !== done) since = Date.now();
    done = answered.length;
    if (isWaiting && done < now.length && Date.now() - since < patienceMs) {
      await setTimeout(pollMs, undefined, { signal });
      continue;
    }
    const isNew = now.filter(({ id, fetchedAt }) => fetchedAt !== before.get(id)?.fetchedAt);
    return {
      asked,
      changed: isNew.filter(({ kind }) => kind === 'page').length,
      gone: now.filter(({ id, state }) => state === 'gone' && before.get(id)?.state !== 'gone').length,
      left: now.length - done,
      failures: now.flatMap(({ url, failure }) => (failure ? [{ externalId: url, ...failure }] : [])),
      waiting: new Set(isNew.flatMap(({ documentId }) => documentId ?? [])),
    };
  }
}
