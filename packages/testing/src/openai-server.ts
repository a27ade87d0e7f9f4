import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendChatCompletion } from './openai-chat-reply.ts';
import { sendEmbeddings } from './openai-embedding-reply.ts';
import { sendError, sendJson, wasServed } from './openai-reply.ts';
import type {
  ChatCompletionBody,
  EmbeddingBody,
  OpenAiServerOptions,
  OpenAiStep,
  RecordedRequest,
} from './openai-step.ts';

/**
 * A real HTTP server on 127.0.0.1 that speaks the OpenAI protocol: `/v1/chat/completions` (streamed or whole, JSON
 * modes, tools, usage), `/v1/embeddings`, `/v1/models`. Each request takes the next scripted step, or an ordinary
 * reply where the script is at its end. What arrived, and whether the client left before the end, is in `requests`.
 */
export class OpenAiServer {
  readonly requests: RecordedRequest[] = [];
  private readonly steps: OpenAiStep[] = [];
  private waiting: { count: number; resolve: () => void }[] = [];

  private constructor(
    private readonly server: Server,
    private readonly options: OpenAiServerOptions,
  ) {}

  static async start(options: OpenAiServerOptions = {}): Promise<OpenAiServer> {
    const server = createServer();
    const self = new OpenAiServer(server, options);
    server.on('request', (request, response) => void self.serve(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return self;
  }

  /** What to give a client as its base URL. */
  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** Appends to the script. */
  script(...steps: readonly OpenAiStep[]): void {
    this.steps.push(...steps);
  }

  /** Resolves once this many requests have arrived in all. */
  async arrived(count: number): Promise<void> {
    if (this.requests.length >= count) return;
    await new Promise<void>((resolve) => this.waiting.push({ count, resolve }));
  }

  /** Cuts what is still open and stops. */
  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const path = request.url ?? '/';
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    this.record(request, response, path, body);
    if (this.options.apiKey && request.headers.authorization !== `Bearer ${this.options.apiKey}`) {
      return sendError(response, {
        status: 401,
        message: 'Incorrect API key provided.',
        code: 'invalid_api_key',
      });
    }
    if (path === '/v1/models') {
      return sendJson(response, 200, { object: 'list', data: [{ id: 'test-model', object: 'model' }] });
    }
    const step = this.steps.shift() ?? { kind: 'reply' };
    if (step.kind === 'silence') return;
    if (step.kind === 'error') return sendError(response, step);
    if (step.kind === 'foreign') {
      response.writeHead(200, { 'content-type': step.contentType }).end(step.body);
      return;
    }
    if (path === '/v1/chat/completions') {
      return sendChatCompletion(response, body as ChatCompletionBody, step, this.options);
    }
    if (path === '/v1/embeddings') {
      return sendEmbeddings(response, body as EmbeddingBody, step, this.options);
    }
    return sendError(response, { status: 404, message: `No route ${path}.` });
  }

  private record(request: IncomingMessage, response: ServerResponse, path: string, body: unknown): void {
    const outcome = new Promise<'served' | 'client-left'>((resolve) => {
      response.once('close', () => resolve(wasServed(response) ? 'served' : 'client-left'));
    });
    this.requests.push({ method: request.method ?? '', path, headers: request.headers, body, outcome });
    this.waiting = this.waiting.filter(({ count, resolve }) => {
      if (this.requests.length < count) return true;
      resolve();
      return false;
    });
  }
}
