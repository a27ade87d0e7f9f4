import type { ChatPart, ChatRequest } from '@groundwork/inference';
import { OperationalError } from '@groundwork/kernel';
import { describeChatModel, OpenAiServer, type OpenAiServerOptions } from '@groundwork/testing';
import { openChatModel, type ChatModelSetting, type RetryPolicy } from '../src/index.ts';

const quickRetry: Partial<RetryPolicy> = { baseMs: 1, maxMs: 2 };
const question: ChatRequest = {
  system: 'Answer.',
  messages: [{ role: 'user', content: 'How long is the warranty?' }],
  maxOutputTokens: 100,
  temperature: 0,
};
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['sentences'],
  properties: { sentences: { type: 'array', items: { type: 'string' }, minItems: 1 } },
};
const structured: ChatRequest = { ...question, responseSchema: { name: 'answer', schema } };

let server: OpenAiServer;
afterEach(() => server.close());

async function open(options: OpenAiServerOptions = {}, setting: Partial<ChatModelSetting> = {}) {
  server = await OpenAiServer.start(options);
  return openChatModel({ url: 'openai:test-model', baseUrl: server.baseUrl, retry: quickRetry, ...setting });
}

async function ask(
  model: ReturnType<typeof openChatModel>,
  request = question,
  signal = new AbortController().signal,
) {
  const parts: ChatPart[] = [];
  let failure: unknown;
  try {
    for await (const part of model.stream(request, signal)) parts.push(part);
  } catch (error) {
    failure = error;
  }
  const text = parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
  const coded = failure instanceof OperationalError ? failure : undefined;
  return { text, parts, failure, code: coded?.code, details: coded?.details };
}

const body = (index: number) => server.requests[index]?.body as Record<string, unknown>;

describeChatModel('LangchainChatModel over the OpenAI protocol', {
  async replying(text, usage) {
    const model = await open();
    const counted = { prompt_tokens: usage.inputTokens, completion_tokens: usage.outputTokens };
    server.script({ kind: 'reply', text, usage: counted });
    return { model, close: () => Promise.resolve() };
  },
  async failing() {
    const model = await open();
    server.script(...Array.from({ length: 8 }, () => ({ kind: 'error', status: 500 }) as const));
    return { model, close: () => Promise.resolve() };
  },
  async stalling(text) {
    const model = await open();
    server.script({ kind: 'stall', text });
    const left = async () => expect(await server.requests[0]?.outcome).toBe('client-left');
    return { model, left, close: () => Promise.resolve() };
  },
});

describe('retries', () => {
  test.each([429, 500, 502, 503, 529])('status %i is tried again', async (status) => {
    const model = await open();
    server.script(
      { kind: 'error', status },
      { kind: 'error', status },
      { kind: 'reply', text: 'Two years.' },
    );
    expect((await ask(model)).text).toBe('Two years.');
    expect(server.requests).toHaveLength(3);
  });

  test('gives up after four attempts and says how often it tried', async () => {
    const model = await open();
    server.script(...Array.from({ length: 9 }, () => ({ kind: 'error', status: 503 }) as const));
    const { code, details, text } = await ask(model);
    expect({ code, text, requests: server.requests.length }).toEqual({
      code: 'model.unavailable',
      text: '',
      requests: 4,
    });
    expect(details).toMatchObject({ reason: 'server-error', status: 503, attempts: 4 });
  });

  test('waits at least as long as Retry-After asks', async () => {
    const pauses: number[] = [];
    const sleep = (milliseconds: number) => Promise.resolve(pauses.push(milliseconds));
    const model = await open({}, { retry: { baseMs: 100, random: () => 0.5, sleep } });
    server.script({ kind: 'error', status: 429, retryAfter: 7 }, { kind: 'error', status: 500 });
    expect((await ask(model)).text).toContain('You said');
    expect(pauses).toEqual([7050, 100]);
  });

  test('does not wait for a Retry-After beyond the time of the call', async () => {
    const model = await open({}, { timeouts: { totalMs: 5_000 } });
    server.script({ kind: 'error', status: 429, retryAfter: 60 });
    const { code, details } = await ask(model);
    expect(code).toBe('model.unavailable');
    expect(details).toMatchObject({ reason: 'rate-limited', retryAfterSeconds: 60 });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    [400, 'refused'],
    [401, 'configuration'],
    [403, 'configuration'],
    [404, 'configuration'],
    [422, 'refused'],
  ])('status %i is not tried again', async (status, reason) => {
    const model = await open();
    server.script({ kind: 'error', status });
    expect(await ask(model)).toMatchObject({ code: 'model.unavailable', details: { reason, status } });
    expect(server.requests).toHaveLength(1);
  });

  test('a spent quota is not tried again, though its status is 429', async () => {
    const model = await open();
    server.script({ kind: 'error', status: 429, code: 'insufficient_quota' });
    expect(await ask(model)).toMatchObject({ details: { reason: 'quota' } });
    expect(server.requests).toHaveLength(1);
  });

  test('a connection lost before any text is tried again', async () => {
    const model = await open();
    server.script({ kind: 'hang-up' }, { kind: 'hang-up', text: '' }, { kind: 'end-early', text: '' });
    expect((await ask(model)).text).toContain('You said');
    expect(server.requests).toHaveLength(4);
  });

  test('an error told within the stream, before any text, is tried again', async () => {
    const model = await open();
    server.script({ kind: 'error-event', text: '', code: 'overloaded' });
    expect((await ask(model)).text).toContain('You said');
    expect(server.requests).toHaveLength(2);
  });

  test.each(['hang-up', 'end-early', 'garbage', 'error-event'] as const)(
    'nothing is tried again after text: %s',
    async (kind) => {
      const model = await open();
      server.script({ kind, text: 'Two years and' });
      const { text, code } = await ask(model);
      expect({ text, code }).toEqual({ text: 'Two years and', code: 'model.unavailable' });
      expect(server.requests).toHaveLength(1);
    },
  );

  test('an address where nobody listens is unavailable', async () => {
    const model = await open();
    await server.close();
    expect(await ask(model)).toMatchObject({
      code: 'model.unavailable',
      details: { reason: 'connection', attempts: 4 },
    });
    server = await OpenAiServer.start();
  });
});

describe('a wrong key', () => {
  test('is a fault of the configuration, and neither key nor prompt is in the error', async () => {
    const model = await open({ apiKey: 'right' }, { apiKey: 'sk-wrong-key-123456' });
    const { details, failure } = await ask(model);
    expect(details).toMatchObject({ reason: 'configuration', status: 401 });
    expect(JSON.stringify(details)).not.toContain('sk-wrong');
    expect(String(failure)).not.toContain('warranty');
  });
});

describe('time limits', () => {
  test('no first byte in time', async () => {
    const model = await open({}, { timeouts: { firstTokenMs: 60 } });
    server.script({ kind: 'silence' });
    expect(await ask(model)).toMatchObject({ code: 'model.timeout', details: { limit: 'firstTokenMs' } });
    expect(await server.requests[0]?.outcome).toBe('client-left');
    expect(server.requests).toHaveLength(1);
  });

  test('a stream that falls silent is taken for half-open', async () => {
    const model = await open({}, { timeouts: { idleMs: 60 } });
    server.script({ kind: 'stall', text: 'Two years' });
    expect(await ask(model)).toMatchObject({
      text: 'Two years',
      code: 'model.timeout',
      details: { limit: 'idleMs' },
    });
    expect(await server.requests[0]?.outcome).toBe('client-left');
  });

  test('the whole call, however lively', async () => {
    const model = await open(
      {},
      { timeouts: { totalMs: 150 }, retry: { baseMs: 10_000, random: () => 0.01 } },
    );
    server.script(...Array.from({ length: 4 }, () => ({ kind: 'error', status: 500 }) as const));
    expect(['model.timeout', 'model.unavailable']).toContain((await ask(model)).code);
    expect(server.requests.length).toBeLessThan(4);
  });

  test('a slow first byte within the limit is waited for', async () => {
    const model = await open();
    server.script({ kind: 'reply', text: 'Two years.', delayMs: 80 });
    expect((await ask(model)).text).toBe('Two years.');
  });
});

describe('a caller that leaves', () => {
  test('before the first byte closes the connection', async () => {
    const model = await open();
    server.script({ kind: 'silence' });
    const caller = new AbortController();
    const asked = ask(model, question, caller.signal);
    await server.arrived(1);
    caller.abort(new Error('left'));
    expect((await asked).failure).toEqual(new Error('left'));
    expect(await server.requests[0]?.outcome).toBe('client-left');
  });

  test('during the pause before a retry ends the call', async () => {
    const model = await open({}, { retry: { baseMs: 60_000, maxMs: 60_000, random: () => 1 } });
    server.script({ kind: 'error', status: 500 });
    const caller = new AbortController();
    const asked = ask(model, question, caller.signal);
    await server.arrived(1);
    await server.requests[0]?.outcome;
    caller.abort(new Error('left'));
    expect((await asked).failure).toEqual(new Error('left'));
    expect(server.requests).toHaveLength(1);
  });
});

describe('replies that are none', () => {
  test('a web page is a fault of the configuration', async () => {
    const model = await open();
    server.script({ kind: 'foreign', contentType: 'text/html; charset=utf-8', body: '<html>Sign in</html>' });
    expect(await ask(model)).toMatchObject({
      code: 'model.unavailable',
      details: { reason: 'configuration' },
    });
  });

  test('a body of another kind is a reply without an end', async () => {
    const model = await open();
    server.script(
      ...Array.from(
        { length: 4 },
        () => ({ kind: 'foreign', contentType: 'application/json', body: '{}' }) as const,
      ),
    );
    expect(await ask(model)).toMatchObject({ text: '', code: 'model.unavailable' });
  });

  test('garbage instead of the first chunk', async () => {
    const model = await open();
    server.script({ kind: 'garbage', text: '' });
    expect(await ask(model)).toMatchObject({ code: 'model.unavailable', details: { reason: 'protocol' } });
  });

  test('one that is cut at the output limit says so, after its usage', async () => {
    const model = await open();
    server.script({ kind: 'reply', text: 'Two years and', finishReason: 'length' });
    const { code, details, parts } = await ask(model);
    expect({ code, details }).toEqual({ code: 'model.invalid-output', details: { reason: 'truncated' } });
    expect(parts.at(-1)?.type).toBe('usage');
  });

  test('one the provider withheld', async () => {
    const model = await open();
    server.script({ kind: 'reply', text: '', finishReason: 'content_filter' });
    expect(await ask(model)).toMatchObject({ code: 'model.invalid-output', details: { reason: 'withheld' } });
  });

  test('prose where JSON was asked for', async () => {
    const model = await open();
    server.script({ kind: 'reply', text: 'I would rather not.' });
    expect(await ask(model, structured)).toMatchObject({ text: '', code: 'model.invalid-output' });
  });
});

describe('structured output', () => {
  test('asks for the schema, strictly where it allows', async () => {
    const model = await open();
    expect((await ask(model, structured)).text).toBe('{"sentences":[""]}');
    expect(body(0)['response_format']).toEqual({
      type: 'json_schema',
      json_schema: { name: 'answer', schema, strict: true },
    });
    const loose = { ...schema, required: [] };
    await ask(model, { ...question, responseSchema: { name: 'answer', schema: loose } });
    expect(body(1)['response_format']).toMatchObject({ json_schema: { strict: false } });
  });

  test('falls back to JSON mode and then to the prompt, and remembers', async () => {
    const model = await open({
      rejects: ['json_schema', 'json_object'],
      answer: () => 'Here you are:\n```json\n{"sentences":["Two years."]}\n```',
    });
    expect((await ask(model, structured)).text).toBe('{"sentences":["Two years."]}');
    expect(server.requests).toHaveLength(3);
    expect(body(1)['response_format']).toEqual({ type: 'json_object' });
    expect(body(2)['response_format']).toBeUndefined();
    expect(JSON.stringify(body(2)['messages'])).toContain('JSON Schema');
    await ask(model, structured);
    expect(server.requests).toHaveLength(4);
  });

  test('ten calls at once take nothing back twice', async () => {
    const model = await open({ rejects: ['json_schema'] });
    const asked = Array.from({ length: 10 }, () => ask(model, structured));
    expect((await Promise.all(asked)).map(({ text }) => text)).toEqual(
      Array.from({ length: 10 }, () => '{}'),
    );
    await ask(model, structured);
    expect(body(server.requests.length - 1)['response_format']).toEqual({ type: 'json_object' });
  });

  test('does without temperature and usage where the server refuses them', async () => {
    const model = await open({ rejects: ['temperature', 'stream_options'] });
    const { text, parts } = await ask(model);
    expect(text).toContain('You said');
    expect(parts.filter(({ type }) => type === 'usage')).toEqual([]);
    expect(server.requests).toHaveLength(3);
  });

  test('keeps reasoning out of the reply', async () => {
    const model = await open();
    server.script({
      kind: 'reply',
      reasoning: 'Hm.',
      text: '<think>{"a"</think>{"sentences":["Two years."]}',
    });
    expect((await ask(model, structured)).text).toBe('{"sentences":["Two years."]}');
  });
});

test('sends what was asked: limits, temperature, history, usage', async () => {
  const model = await open({}, { apiKey: 'a-key' });
  await ask(model, {
    ...question,
    temperature: 0.3,
    messages: [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'Warranty?' },
    ],
  });
  expect(server.requests[0]?.headers['authorization']).toBe('Bearer a-key');
  expect(body(0)).toMatchObject({
    model: 'test-model',
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: 100,
    temperature: 0.3,
    messages: [
      { role: 'system', content: 'Answer.' },
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'Warranty?' },
    ],
  });
});

test('a server that reports no usage yields none', async () => {
  const model = await open();
  server.script({ kind: 'reply', text: 'Two years.', usage: false });
  expect((await ask(model)).parts.every(({ type }) => type === 'text-delta')).toBe(true);
});
