import type { ServerResponse } from 'node:http';

const cut = new WeakSet<ServerResponse>();

/** Destroys the connection from the server's side. */
export function cutConnection(response: ServerResponse): void {
  cut.add(response);
  response.destroy();
}

/** Whether the exchange ended by the server's will: answered in full, or cut by it. */
export function wasServed(response: ServerResponse): boolean {
  return response.writableFinished || cut.has(response);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** The error object of the protocol. */
export function sendError(
  response: ServerResponse,
  error: { status: number; message?: string; code?: string; retryAfter?: number | string },
): void {
  if (error.retryAfter !== undefined) response.setHeader('retry-after', String(error.retryAfter));
  const { status, message = `Scripted failure ${status}.`, code = null } = error;
  sendJson(response, status, { error: { message, type: 'scripted', param: null, code } });
}
