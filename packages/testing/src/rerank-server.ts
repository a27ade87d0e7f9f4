import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendError, sendJson, wasServed } from './openai-reply.ts';
import type { OpenAiStep, RecordedRequest } from './openai-step.ts';

/** What the rerank test server does with one request. */
export type RerankStep =
  /** Scores every text; `scores` by position, where given. */
  | { readonly kind: 'reply'; readonly scores?: readonly number[] }
  /** This body with status 200, whatever was asked. */
  | { readonly kind: 'body'; readonly body: string; readonly contentType?: string }
  | Extract<OpenAiStep, { kind: 'error' | 'silence' | 'hang-up' }>;

export interface RerankServerOptions {
  /** The only key accepted; absent: any. */
  readonly apiKey?: string;
  /** Requests with more texts are refused with 413, as Text Embeddings Inference does; absent: any number. */
  readonly mostTexts?: number;
  /** Longer texts are refused with 413 likewise. UTF-16 units. */
  readonly longestText?: number;
}

interface RerankBody {
  readonly query: string;
  readonly documents?: readonly string[];
  readonly texts?: readonly string[];
}

/**
 * A real HTTP server on 127.0.0.1 that speaks the rerank protocols of Cohere, Jina (`documents`, `results`) and Text
 * Embeddings Inference (`texts`, a bare list). Scores are the share of the query's words in a text; results come best
 * first. Each request takes the next scripted step, or is answered where the script is at its end.
 */
export class RerankServer {
  readonly requests: RecordedRequest[] = [];
  private readonly steps: RerankStep[] = [];
  private readonly events = new EventEmitter();

  private constructor(
    private readonly server: Server,
    private readonly options: RerankServerOptions,
  ) {}

  static async start(options: RerankServerOptions = {}): Promise<RerankServer> {
    const server = createServer();
    const self = new RerankServer(server, options);
    server.on('request', (request, response) => void self.serve(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return self;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Appends to the script. */
  script(...steps: readonly RerankStep[]): void {
    this.steps.push(...steps);
  }

  /** Resolves once this many requests have arrived in all. */
  async arrived(count: number): Promise<void> {
    while (this.requests.length < count) await once(this.events, 'recorded');
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
    const body = JSON.parse(Buffer.concat(chunks).toString()) as RerankBody;
    const outcome = new Promise<'served' | 'client-left'>((resolve) => {
      response.once('close', () => resolve(wasServed(response) ? 'served' : 'client-left'));
    });
    const { method = '', url: path = '/', headers } = request;
    this.requests.push({ method, path, headers, body, outcome });
    this.events.emit('recorded');
    const { apiKey, mostTexts = Infinity, longestText = Infinity } = this.options;
    if (apiKey && headers.authorization !== `Bearer ${apiKey}`)
      return sendError(response, { status: 401, message: 'invalid api token' });
    const step = this.steps.shift() ?? { kind: 'reply' };
    if (step.kind === 'silence') return;
    if (step.kind === 'hang-up') return void response.destroy();
    if (step.kind === 'error') return sendError(response, step);
    if (step.kind === 'body') {
      response.writeHead(200, { 'content-type': step.contentType ?? 'application/json' }).end(step.body);
      return;
    }
    const texts = body.texts ?? body.documents ?? [];
    if (texts.length > mostTexts || texts.some((text) => text.length > longestText))
      return sendError(response, { status: 413, message: 'Input validation error' });
    const scored = texts
      .map((text, index) => ({ index, score: step.scores?.[index] ?? overlap(body.query, text) }))
      .sort((a, b) => b.score - a.score);
    if (body.texts) return sendJson(response, 200, scored);
    sendJson(response, 200, {
      results: scored.map(({ index, score }) => ({ index, relevance_score: score })),
      usage: { total_tokens: texts.length * 10 },
      meta: { billed_units: { search_units: 1 } },
    });
  }
}

/** Share of the query's words that a text holds. */
export function overlap(query: string, text: string): number {
  const words = query.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
  const held = words.filter((word) => text.toLowerCase().includes(word));
  return words.length > 0 ? held.length / words.length : 0;
}
