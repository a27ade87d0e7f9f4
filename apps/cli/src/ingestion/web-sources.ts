import { setTimeout } from 'node:timers/promises';
import type { CollectionId } from '@groundwork/kernel';
import { addDocuments, addSitemap, getWebSource, listWebSources, type WebSource } from '@groundwork/protocol';
import type { Client } from '../client.ts';
import { pollMs } from './settled-documents.ts';

/** Every WebSource that the filter leaves. */
export async function allWebSources(
  client: Client,
  id: CollectionId,
  filter: Readonly<Record<string, string>> = {},
): Promise<WebSource[]> {
  const all: WebSource[] = [];
  for (let cursor: string | undefined; ;) {
    const query = { ...filter, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.call(listWebSources, { params: { id }, query });
    all.push(...(page.webSources as WebSource[]));
    cursor = page.nextCursor;
    if (cursor === undefined) return all;
  }
}

export function sendPage(client: Client, id: CollectionId, url: string, access?: readonly string[]) {
  return client.call(addDocuments, { params: { id }, body: { url, ...(access ? { access } : {}) } });
}

export function sendSitemap(client: Client, id: CollectionId, url: string, access?: readonly string[]) {
  return client.call(addSitemap, { params: { id }, body: { url, ...(access ? { access } : {}) } });
}

/** Waits until a sitemap, its parts and its pages have been fetched or given up. @returns it as it stands then. */
export async function readSitemap(
  client: Client,
  id: string,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<WebSource> {
  for (;;) {
    signal.throwIfAborted();
    const source = (await client.call(getWebSource, { params: { id } })) as WebSource;
    const { waiting = 0, ready = 0, failed = 0, gone = 0 } = source.contents ?? {};
    onProgress(ready + failed + gone, waiting + ready + failed + gone);
    if (source.state !== 'waiting' && waiting === 0) return source;
    await setTimeout(pollMs, undefined, { signal });
  }
}
