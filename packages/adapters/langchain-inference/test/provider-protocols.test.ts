import type { ChatPart, ChatRequest } from '@groundwork/inference';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openChatModel, openEmbedder } from '../src/index.ts';

/*
 * The OpenAI protocol has a test server of its own and all failure modes; here the other two providers' clients are
 * held to the same points where they differ: form, usage, ending, and a closed connection on leaving.
 */
let server: Server;
let baseUrl: string;
let bodies: Record<string, unknown>[];
let respond: (path: string) => {
  readonly lines: readonly string[];
  readonly type?: string;
  readonly open?: boolean;
};
let left: Promise<unknown>;

beforeEach(async () => {
  bodies = [];
  server = createServer((request, response) => {
    left = once(response, 'close');
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      bodies.push(JSON.parse(body) as Record<string, unknown>);
      const { lines, type = 'text/event-stream', open = false } = respond(request.url ?? '');
      response.writeHead(200, { 'content-type': type });
      for (const line of lines) response.write(line);
      if (!open) response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const schema = {
  type: 'object',
  properties: { a: { type: 'number' } },
  required: ['a'],
  additionalProperties: false,
};
const request: ChatRequest = {
  system: 'Answer.',
  messages: [{ role: 'user', content: 'How long?' }],
  responseSchema: { name: 'answer', schema },
  maxOutputTokens: 50,
  temperature: 0,
};

async function collect(url: string): Promise<ChatPart[]> {
  const model = openChatModel({ url, baseUrl, apiKey: 'key', retry: { attempts: 1 } });
  const parts: ChatPart[] = [];
  for await (const part of model.stream(request, new AbortController().signal)) parts.push(part);
  return parts;
}

const whole: ChatPart[] = [
  { type: 'text-delta', text: '{"a":' },
  { type: 'text-delta', text: '1}' },
  { type: 'usage', usage: { inputTokens: 11, outputTokens: 5 } },
];

async function leaveAfterFirstPart(url: string): Promise<void> {
  const caller = new AbortController();
  const model = openChatModel({ url, baseUrl, apiKey: 'key' });
  const listen = async () => {
    for await (const part of model.stream(request, caller.signal)) {
      if (part.type === 'text-delta') caller.abort(new Error('left'));
    }
  };
  await expect(listen()).rejects.toThrow('left');
  await left;
}

const sse = (event: { type: string } & Record<string, unknown>) =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
const anthropicText = (text: string) =>
  sse({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
const anthropicStart = [
  sse({
    type: 'message_start',
    message: {
      ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-test', content: [] },
      ...{ stop_reason: null, stop_sequence: null, usage: { input_tokens: 11, output_tokens: 0 } },
    },
  }),
  sse({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  anthropicText('{"a":'),
];
const anthropicEnd = (reason: string) => [
  anthropicText('1}'),
  sse({ type: 'content_block_stop', index: 0 }),
  sse({
    type: 'message_delta',
    delta: { stop_reason: reason, stop_sequence: null },
    usage: { output_tokens: 5 },
  }),
  sse({ type: 'message_stop' }),
];

describe('Anthropic', () => {
  test('streams text and usage, and asks for the schema', async () => {
    respond = () => ({ lines: [...anthropicStart, ...anthropicEnd('end_turn')] });
    expect(await collect('anthropic:claude-test')).toEqual(whole);
    expect(bodies[0]).toMatchObject({
      model: 'claude-test',
      max_tokens: 50,
      stream: true,
      output_config: { format: { type: 'json_schema', schema } },
    });
  });

  test('a reply that ends too early, or at the limit, is an error', async () => {
    respond = () => ({ lines: anthropicStart });
    await expect(collect('anthropic:claude-test')).rejects.toMatchObject({ code: 'model.unavailable' });
    respond = () => ({ lines: [...anthropicStart, ...anthropicEnd('max_tokens')] });
    await expect(collect('anthropic:claude-test')).rejects.toMatchObject({ code: 'model.invalid-output' });
  });

  test('leaving closes the connection', async () => {
    respond = () => ({ lines: anthropicStart, open: true });
    await leaveAfterFirstPart('anthropic:claude-test');
  });
});

const ndjson = (content: string, rest: Record<string, unknown> = {}) =>
  `${JSON.stringify({ model: 'm', message: { role: 'assistant', content }, done: false, ...rest })}\n`;
const ollamaEnd = (reason: string) =>
  ndjson('', { done: true, done_reason: reason, prompt_eval_count: 11, eval_count: 5 });

describe('Ollama', () => {
  const type = 'application/x-ndjson';

  test('streams text and usage, asks for the schema, and for a window that holds the prompt', async () => {
    respond = () => ({ type, lines: [ndjson('{"a":'), ndjson('1}'), ollamaEnd('stop')] });
    expect(await collect('ollama:qwen3:8b')).toEqual(whole);
    expect(bodies[0]).toMatchObject({
      model: 'qwen3:8b',
      format: schema,
      options: { num_predict: 50, num_ctx: 4096, temperature: 0 },
    });
  });

  test('a reply that ends too early, or at the limit, is an error', async () => {
    respond = () => ({ type, lines: [ndjson('{"a":')] });
    await expect(collect('ollama:m')).rejects.toMatchObject({ code: 'model.unavailable' });
    respond = () => ({ type, lines: [ndjson('{"a":'), ollamaEnd('length')] });
    await expect(collect('ollama:m')).rejects.toMatchObject({ code: 'model.invalid-output' });
  });

  test('leaving closes the connection', async () => {
    respond = () => ({ type, lines: [ndjson('{"a":')], open: true });
    await leaveAfterFirstPart('ollama:m');
  });

  test('embeds, refusing to cut, with the tokens it counted', async () => {
    const body = JSON.stringify({ model: 'm', embeddings: [[3, 4]], prompt_eval_count: 7 });
    respond = () => ({ type: 'application/json', lines: [body] });
    const embedder = openEmbedder({ url: 'ollama:m', baseUrl, dimensions: 2 });
    const { vectors, inputTokens } = await embedder.embed(['x'], { kind: 'passage' });
    expect(vectors.map((vector) => [...vector])).toEqual([[expect.closeTo(0.6), expect.closeTo(0.8)]]);
    expect(inputTokens).toBe(7);
    expect(bodies[0]).toMatchObject({ truncate: false, input: ['x'] });
  });
});
