/** For tests of apps: a server on a port of its own, and requests to it. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface TestApp {
  readonly url: string;
  close(): Promise<void>;
}

/** Has an app listen on a free loopback port. */
export async function listenForTest(opening: Promise<NestFastifyApplication>): Promise<TestApp> {
  const app = await opening;
  await app.listen(0, '127.0.0.1');
  return { url: (await app.getUrl()).replace('[::1]', '127.0.0.1'), close: () => app.close() };
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
