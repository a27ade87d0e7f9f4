import { CreateTenant, IssueApiKey } from '@groundwork/access';
import { type Grant, type Principal, type Scope, silentLogger, systemPrincipal } from '@groundwork/kernel';
import { openRuntime, readConfig, type Runtime } from '@groundwork/runtime';
import { createTestDatabase } from '@groundwork/postgres/testing';
import type { HttpOptions } from '@groundwork/http';
import { createKnowledgeApp } from '../src/index.ts';

/** A runtime on a database of its own with its workers running; on the real services where those are set. */
export async function openTestRuntime(settings: Readonly<Record<string, string>> = {}): Promise<Runtime> {
  const database = await createTestDatabase();
  const runtime = await openRuntime(
    readConfig({
      DATABASE_URL: database.url,
      EMBEDDING_MODEL: 'offline-fast:',
      MAX_UPLOAD_MB: '2',
      RATE_LIMIT_PER_MINUTE: '100000',
      ...settings,
    }),
  );
  await runtime.startWorkers();
  const close = async () => {
    await runtime.close();
    await database.drop();
  };
  return { ...runtime, close };
}

export interface TestApp {
  readonly url: string;
  close(): Promise<void>;
}

/** The whole app over real HTTP on a port of its own. */
export async function openTestApp(
  runtime: Pick<Runtime, 'config' | 'useCases' | 'health'>,
  options: Partial<HttpOptions> = {},
): Promise<TestApp> {
  const app = await createKnowledgeApp(runtime, { logger: silentLogger, ...options });
  await app.listen(0, '127.0.0.1');
  return { url: (await app.getUrl()).replace('[::1]', '127.0.0.1'), close: () => app.close() };
}

/** A fresh Tenant and the means to act in it. */
export async function openTestTenant(runtime: Runtime, name = 'Test') {
  const { id } = await runtime.get(CreateTenant).run({ name });
  const system: Principal = systemPrincipal(id, 'test');
  const keyFor = async (scopes: Scope[], grants: Grant[] = ['everyone']) =>
    (await runtime.get(IssueApiKey).run(system, { name: 'test', scopes, grants })).secret;
  return { id, system, keyFor, admin: await keyFor(['admin']) };
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a server sends is what the tests look into
  readonly body: any;
}

/** One request. `body` is sent as JSON, unless it is a form or text. */
export async function call(
  url: string,
  method: string,
  path: string,
  { key, body, headers = {} }: { key?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const isJson = body !== undefined && !(body instanceof FormData) && typeof body !== 'string';
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as string | FormData) }),
  });
  const text = await response.text();
  const isReadable = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
  return { status: response.status, headers: response.headers, body: isReadable ? JSON.parse(text) : text };
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
