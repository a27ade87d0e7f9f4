import type { HttpOptions } from '@groundwork/http';
import { call, listenForTest, type TestApp } from '@groundwork/http/testing';
import { silentLogger } from '@groundwork/kernel';
import type { Runtime } from '@groundwork/runtime';
import { createKnowledgeApp } from '../src/index.ts';

export { call, type TestApp } from '@groundwork/http/testing';
export { openTestRuntime, openTestTenant } from '@groundwork/runtime/testing';

/** The whole app over real HTTP on a port of its own. */
export function openTestApp(
  runtime: Pick<Runtime, 'config' | 'useCases' | 'health'>,
  options: Partial<HttpOptions> = {},
): Promise<TestApp> {
  return listenForTest(createKnowledgeApp(runtime, { logger: silentLogger, ...options }));
}

/** Adds a text and waits until it can be found. @returns its id. */
export async function addText(
  url: string,
  key: string,
  collectionId: string,
  document: { externalId: string; text: string; access?: string[]; title?: string },
): Promise<string> {
  const added = await call(url, 'POST', `/v1/collections/${collectionId}/documents`, {
    key,
    body: { mediaType: 'text/markdown', ...document },
  });
  if (added.status !== 202) throw new Error(`Not added: ${JSON.stringify(added.body)}`);
  const { id } = added.body.documents[0].document;
  await waitUntilRead(url, key, id);
  return id;
}

/** Waits for the background work on a document. @returns the document. */
export async function waitUntilRead(url: string, key: string, id: string) {
  for (;;) {
    const { body } = await call(url, 'GET', `/v1/documents/${id}`, { key });
    if (body.error) throw new Error(`Not read: ${JSON.stringify(body)}`);
    if (body.status === 'ready' || body.status === 'failed') return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function createCollection(url: string, key: string, name: string): Promise<string> {
  const { body } = await call(url, 'POST', '/v1/collections', { key, body: { name } });
  return body.id;
}
