import { setTimeout } from 'node:timers/promises';
import { OperationalError, UserError, type ErrorCode } from '@groundwork/kernel';
import {
  ErrorBody,
  leftOutHeader,
  type Route,
  type RouteInput,
  type RouteResponse,
} from '@groundwork/protocol';

type Given<Value> = { [Key in keyof Value as Value[Key] extends undefined ? never : Key]?: unknown };

/** A file that a route sent. */
export interface Download {
  readonly content: Uint8Array;
  /** What could not be put into it. */
  readonly leftOut: readonly string[];
}

/** A typed caller of the HTTP surface: one method for every route of the catalogue. */
export class Client {
  constructor(
    readonly address: string,
    private readonly apiKey: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Throws the server's own error, with its code, or `OperationalError('request.not-found' …)` kinds as they come. */
  async call<R extends Route>(route: R, input: Given<RouteInput<R>> = {}): Promise<RouteResponse<R>> {
    const response = await this.send(route, input, { accept: 'application/json' });
    return (response.status === 204 ? undefined : await response.json()) as RouteResponse<R>;
  }

  /** Files to a route that takes uploads. */
  async upload<R extends Route>(
    route: R,
    params: Record<string, string>,
    files: readonly { name: string; content: Uint8Array }[],
    fields: Record<string, string> = {},
  ): Promise<RouteResponse<R>> {
    const body = toForm(files, fields);
    const response = await this.fetch(this.url(route, params), { method: route.method, body });
    return (await response.json()) as RouteResponse<R>;
  }

  /** The file that a route sends. */
  async download(route: Route, input: Given<RouteInput<Route>>): Promise<Download> {
    const response = await this.send(route, input, {});
    return toDownload(response);
  }

  /** Files to a route that takes them and sends one back. */
  async uploadForFile(
    route: Route,
    { params, query }: Given<RouteInput<Route>>,
    files: readonly { name: string; content: Uint8Array }[],
  ): Promise<Download> {
    const url = this.url(route, params as Record<string, string> | undefined, query);
    const response = await this.fetch(url, { method: route.method, body: toForm(files) });
    return toDownload(response);
  }

  /** The typed parts of a route's event stream, as they arrive. */
  async *stream<Part>(route: Route, input: Given<RouteInput<Route>>): AsyncIterable<Part> {
    const response = await this.send(route, input, { accept: 'text/event-stream' });
    let pending = '';
    for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
      const events = (pending + text).split('\n\n');
      pending = events.pop()!;
      for (const event of events) {
        const data = event.split('\n').filter((line) => line.startsWith('data:'));
        if (data.length > 0) yield JSON.parse(data.map((line) => line.slice(5)).join('\n')) as Part;
      }
    }
  }

  private send(
    route: Route,
    { params, query, body }: Given<RouteInput<Route>>,
    headers: Record<string, string>,
  ) {
    return this.fetch(this.url(route, params as Record<string, string> | undefined, query), {
      method: route.method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  private url(route: Route, params: Record<string, string> = {}, query: unknown = {}): URL {
    const url = new URL(
      route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? '')),
      this.address,
    );
    for (const [name, value] of Object.entries(query as Record<string, unknown>)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  }

  private async fetch(url: URL, init: RequestInit): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.apiKey}` };
    const response = await fetch(url, { ...init, headers, signal: this.signal }).catch((cause: unknown) => {
      if (this.signal.aborted) throw cause;
      throw new OperationalError('database.unavailable', `The server at ${this.address} does not answer.`, {
        cause,
      });
    });
    if (response.ok) return response;
    const wait = response.status === 429 ? Number(response.headers.get('retry-after')) : 0;
    if (!(wait > 0)) throw await toError(response);
    // Bulk work meets the rate limit as a matter of course: it waits, as it is told to.
    await response.body?.cancel();
    await setTimeout(wait * 1_000, undefined, { signal: this.signal });
    return this.fetch(url, init);
  }
}

async function toDownload(response: Response): Promise<Download> {
  const leftOut = response.headers.get(leftOutHeader);
  return {
    content: new Uint8Array(await response.arrayBuffer()),
    leftOut: leftOut ? (JSON.parse(decodeURIComponent(leftOut)) as string[]) : [],
  };
}

function toForm(
  files: readonly { name: string; content: Uint8Array }[],
  fields: Record<string, string> = {},
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, content } of files) form.append('file', new Blob([new Uint8Array(content)]), name);
  return form;
}

async function toError(response: Response): Promise<Error> {
  const text = await response.text();
  const body = ErrorBody.safeParse(parseJson(text));
  if (!body.success)
    return new OperationalError('internal.bug', `HTTP ${response.status}: ${text.slice(0, 200)}`);
  const { code, message, details } = body.data.error;
  const options = details === undefined ? {} : { details };
  return response.status < 500
    ? new UserError(code satisfies ErrorCode, message, options)
    : new OperationalError(code, message, options);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
