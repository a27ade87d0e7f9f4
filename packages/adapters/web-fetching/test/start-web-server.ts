import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Page = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on a loopback port that serves these pages and remembers what it was asked. */
export async function startWebServer(pages: Readonly<Record<string, Page>>) {
  const requests: { path: string; headers: IncomingMessage['headers']; at: number }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers, at: Date.now() });
    const page = pages[path.split('?')[0]!];
    if (page) page(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    requests,
    paths: () => requests.map(({ path }) => path),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const html =
  (body: string, headers: Record<string, string> = {}): Page =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);

export const redirect =
  (location: string, status = 302): Page =>
  (_request, response) =>
    response.writeHead(status, { location }).end();

export const status =
  (code: number, headers: Record<string, string> = {}): Page =>
  (_request, response) =>
    response.writeHead(code, headers).end();
