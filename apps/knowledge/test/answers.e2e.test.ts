import { AnswerStreamPart, AnswerOutcome } from '@groundwork/protocol';
import { OperationalError } from '@groundwork/kernel';
import type { Runtime } from '@groundwork/runtime';
import {
  addText,
  call,
  createCollection,
  openTestApp,
  openTestRuntime,
  openTestTenant,
  type TestApp,
} from './open-test-app.ts';
import { readEvents, type ServerEvent } from './read-events.ts';
import { answerOf, deferred, eventsOf, sentenceAt, withScriptedAnswers } from './scripted-answers.ts';

let runtime: Runtime;
let app: TestApp;
let admin: string;
let reader: string;
let collection: string;
let documentId: string;

const text = [
  '# Annual leave',
  '',
  'Full-time employees receive 25 days of annual leave per calendar year.',
  '',
  '# 病假',
  '',
  '员工每年可享受十二天带薪病假。',
].join('\n');
const question = 'How many days of annual leave do full-time employees receive?';

beforeAll(async () => {
  runtime = await openTestRuntime();
  app = await openTestApp(runtime);
  const tenant = await openTestTenant(runtime);
  admin = tenant.admin;
  reader = await tenant.keyFor(['search', 'answer', 'audit']);
  collection = await createCollection(app.url, admin, 'Handbook');
  documentId = await addText(app.url, admin, collection, { externalId: 'leave.md', text });
});
afterAll(async () => {
  await app?.close();
  await runtime?.close();
});

const ask = (method: string, path: string, body?: unknown, headers = {}) =>
  call(app.url, method, path, { key: reader, body, headers });
const stream = (url: string, path: string, body: object, init: RequestInit = {}) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${reader}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
    },
    body: JSON.stringify(body),
    ...init,
  });
async function collect(response: Response): Promise<ServerEvent[]> {
  const seen: ServerEvent[] = [];
  for await (const event of readEvents(response)) seen.push(event);
  return seen;
}

describe('search', () => {
  test('passages come with place and scores, and their text is the document at the span', async () => {
    const { status, body } = await ask('POST', '/v1/search', { query: 'annual leave days', limit: 5 });
    expect(status).toBe(200);
    const [first] = body.passages;
    expect(first).toMatchObject({ rank: 1, documentId, collectionId: collection, externalId: 'leave.md' });
    expect(first.scores.lexical).toBeGreaterThan(0);
    const whole = await ask('GET', `/v1/documents/${documentId}/text`);
    expect(whole.body.text.slice(first.span.start, first.span.end)).toBe(first.text);
  });

  test('a part of a text says where it is from', async () => {
    const { body } = await ask('GET', `/v1/documents/${documentId}/text?start=2&length=6`);
    const whole = (await ask('GET', `/v1/documents/${documentId}/text`)).body;
    expect(body).toMatchObject({ start: 2, end: 8, length: whole.text.length, text: whole.text.slice(2, 8) });
  });

  test('history needs the scope audit', async () => {
    const tenant = await openTestTenant(runtime);
    const key = await tenant.keyFor(['search']);
    const body = { query: 'leave', asOf: new Date().toISOString() };
    expect((await call(app.url, 'POST', '/v1/search', { key, body })).body.error.code).toBe('auth.forbidden');
  });
});

describe('answers', () => {
  test('an answer is made of sentences whose quotes are in the document', async () => {
    const { status, body } = await ask('POST', '/v1/answers', { question });
    expect(status).toBe(200);
    expect(AnswerOutcome.safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({ kind: 'answer', question });
    expect(body.text).toContain('25 days');
    const whole = (await ask('GET', `/v1/documents/${documentId}/text`)).body.text;
    for (const { citations } of body.sentences)
      for (const { span, quote } of citations) expect(whole.slice(span.start, span.end)).toBe(quote);
  });

  test('without evidence there is no answer, which is no error', async () => {
    const { status, body } = await ask('POST', '/v1/answers', {
      question: 'Who won the chess championship in 1972?',
    });
    expect(status).toBe(200);
    expect(AnswerOutcome.safeParse(body).error).toBeUndefined();
    expect(body.kind).toBe('abstention');
    expect(body.message).not.toBe('');
  });

  test('a stored answer is read with what was searched, and takes feedback', async () => {
    const { body } = await ask('POST', '/v1/answers', { question });
    expect(
      (await ask('POST', `/v1/answers/${body.id}/feedback`, { rating: 'helpful', comment: 'Yes' })).status,
    ).toBe(204);
    const stored = await ask('GET', `/v1/answers/${body.id}`);
    expect(stored.body).toMatchObject({
      outcome: { id: body.id, sentences: body.sentences },
      withdrawn: 0,
      outdated: false,
      feedback: [{ rating: 'helpful', comment: 'Yes' }],
    });
    expect(stored.body.retrieval.passages[0]).toMatchObject({ rank: 1, documentId });
  });

  test('an answer asked again under its idempotency key is read anew, not made anew', async () => {
    const again = () => ask('POST', '/v1/answers', { question }, { 'idempotency-key': 'answer' });
    const [first, second] = [await again(), await again()];
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toMatchObject({ id: first.body.id, sentences: first.body.sentences });
    const other = await ask('POST', '/v1/answers', { question: 'Other?' }, { 'idempotency-key': 'answer' });
    expect(other.body.error.code).toBe('idempotency.mismatch');
  });

  test('costs are summed for those who may audit', async () => {
    const { status, body } = await ask('GET', '/v1/costs?since=2020-01-01T00:00:00Z');
    expect(status).toBe(200);
    expect(body.totalUsd).toBe(
      body.costs.reduce((sum: number, cost: { costUsd: number }) => sum + cost.costUsd, 0),
    );
  });
});

describe('event streams', () => {
  test('parts come in order, typed, and end like the JSON answer', async () => {
    const response = await stream(app.url, '/v1/answers', { question });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = await collect(response);
    const names = events.map(({ event }) => event);
    expect(names[0]).toBe('answer-start');
    expect(names[1]).toBe('passages-found');
    expect(names.slice(2, -1).every((name) => name === 'answer-delta')).toBe(true);
    expect(names.at(-1)).toBe('answer-end');
    for (const { event, data } of events) {
      expect(AnswerStreamPart.safeParse(data).error).toBeUndefined();
      expect(data.type).toBe(event);
    }
    const deltas = events.filter(({ event }) => event === 'answer-delta').map(({ data }) => data.sentence);
    expect(events.at(-1)?.data.answer.sentences).toEqual(deltas);
  });

  test('stream: true asks for events without the header, stream: false for JSON with it', async () => {
    const asked = await stream(
      app.url,
      '/v1/answers',
      { question, stream: true },
      {
        headers: { authorization: `Bearer ${reader}`, 'content-type': 'application/json' },
      },
    );
    expect(asked.headers.get('content-type')).toContain('text/event-stream');
    await asked.text();
    const plain = await stream(app.url, '/v1/answers', { question, stream: false });
    expect(await plain.json()).toMatchObject({ kind: 'answer' });
  });

  test('what fails before the first part has its own status', async () => {
    const response = await stream(app.url, '/v1/answers', { question: 'x'.repeat(100_000) });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'answer.question-too-long' } });
  });

  test('a failure in the middle is the last part, without its details', async () => {
    const scripted = await openTestApp(
      withScriptedAnswers(runtime, async function* ({ question: asked }) {
        yield* (async function* () {
          for await (const event of eventsOf(answerOf(asked, [sentenceAt(0, 'One.')])))
            if (event.type !== 'answer-end') yield event;
        })();
        throw new OperationalError('model.unavailable', 'The model is gone.', {
          cause: new Error('key sk-123'),
        });
      }),
    );
    const events = await collect(await stream(scripted.url, '/v1/answers', { question }));
    await scripted.close();
    expect(events.map(({ event }) => event)).toEqual([
      'answer-start',
      'passages-found',
      'answer-delta',
      'error',
    ]);
    expect(events.at(-1)?.data.error.code).toBe('model.unavailable');
    expect(JSON.stringify(events)).not.toContain('sk-123');
  });

  test('silence is filled with comments that change nothing', async () => {
    let go = () => {};
    const scripted = await openTestApp(
      withScriptedAnswers(runtime, async function* ({ question: asked }) {
        const [start, ...rest] = await collectEvents(answerOf(asked, [sentenceAt(0, 'One.')]));
        if (start) yield start;
        await new Promise<void>((resolve) => (go = resolve));
        yield* rest;
      }),
      { heartbeatMs: 5 },
    );
    const events: ServerEvent[] = [];
    for await (const event of readEvents(await stream(scripted.url, '/v1/answers', { question }))) {
      events.push(event);
      if (events.filter(({ comment }) => comment).length === 3) go();
    }
    await scripted.close();
    expect(events.filter(({ comment }) => !comment).map(({ event }) => event)).toEqual([
      'answer-start',
      'passages-found',
      'answer-delta',
      'answer-end',
    ]);
  });

  test.each(['/v1/answers', '/v1/chat/completions'])(
    'a client that leaves %s stops the answer',
    async (path) => {
      const stopped = deferred<string>();
      const scripted = await openTestApp(
        withScriptedAnswers(runtime, async function* ({ question: asked, signal }) {
          try {
            for await (const event of eventsOf(answerOf(asked, [sentenceAt(0, 'One.')])))
              if (event.type !== 'answer-end') yield event;
            await new Promise((resolve) => signal?.addEventListener('abort', resolve));
            stopped.resolve('by its signal');
          } finally {
            stopped.resolve('without its signal');
          }
        }),
      );
      const leave = new AbortController();
      const messages = [{ role: 'user', content: question }];
      const body = path === '/v1/answers' ? { question } : { model: 'groundwork', messages, stream: true };
      const response = await stream(scripted.url, path, body, { signal: leave.signal });
      for await (const _ of readEvents(response)) break;
      leave.abort();
      expect(await stopped.promise).toBe('by its signal');
      await scripted.close();
    },
  );

  test('a client that leaves while waiting for JSON stops the answer', async () => {
    const stopped = deferred<void>();
    const started = deferred<void>();
    const scripted = await openTestApp(
      withScriptedAnswers(runtime, async function* ({ signal }) {
        started.resolve();
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        stopped.resolve();
        yield { type: 'passages-found', passages: [] };
      }),
    );
    const leave = new AbortController();
    const asked = stream(scripted.url, '/v1/answers', { question, stream: false }, { signal: leave.signal });
    await started.promise;
    leave.abort();
    await expect(asked).rejects.toThrow();
    await stopped.promise;
    await scripted.close();
  });

  test('a slow reader holds up the making of sentences', async () => {
    let made = 0;
    const scripted = await openTestApp(
      withScriptedAnswers(runtime, async function* ({ question: asked, signal }) {
        const outcome = answerOf(asked, []);
        yield { type: 'answer-start', answerId: outcome.id };
        while (made < 2_000 && !signal?.aborted) {
          made += 1;
          yield { type: 'answer-delta', sentence: sentenceAt(made, 'x'.repeat(50_000)) };
        }
      }),
    );
    const leave = new AbortController();
    const response = await stream(scripted.url, '/v1/answers', { question }, { signal: leave.signal });
    const before = await settled(() => made);
    expect(before).toBeLessThan(2_000);
    leave.abort();
    await response.text().catch(() => undefined);
    await scripted.close();
  });

  async function collectEvents(outcome: Parameters<typeof eventsOf>[0]) {
    const events = [];
    for await (const event of eventsOf(outcome)) events.push(event);
    return events;
  }

  /** The value once it no longer changes. */
  async function settled(read: () => number): Promise<number> {
    for (let last = -1; ;) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const now = read();
      if (now === last) return now;
      last = now;
    }
  }
});

describe('conversations', () => {
  test('messages are answered in the light of those before, and listed', async () => {
    const { status, body } = await ask('POST', '/v1/conversations');
    expect(status).toBe(201);
    const path = `/v1/conversations/${body.id}/messages`;
    const events = await collect(await stream(app.url, path, { text: question }));
    expect(events.at(-1)?.event).toBe('answer-end');
    const plain = await ask('POST', path, { text: question }, { accept: 'application/json' });
    expect(plain.body).toMatchObject({ kind: 'answer', conversationId: body.id });
    const { messages } = (await ask('GET', path)).body;
    expect(messages.map((message: { role: string }) => message.role)).toEqual([
      'customer',
      'assistant',
      'customer',
      'assistant',
    ]);
    expect(messages[3].answerId).toBe(plain.body.id);
  });

  test('nobody else reads a conversation', async () => {
    const tenant = await openTestTenant(runtime);
    const { body } = await ask('POST', '/v1/conversations');
    const stranger = await tenant.keyFor(['answer']);
    const seen = await call(app.url, 'GET', `/v1/conversations/${body.id}/messages`, { key: stranger });
    expect([seen.status, seen.body.error.code]).toEqual([404, 'conversation.not-found']);
  });

  test('a conversation is handed over once, however often it is asked for under one key', async () => {
    const { body } = await ask('POST', '/v1/conversations');
    const escalate = () =>
      ask(
        'POST',
        `/v1/conversations/${body.id}/escalate`,
        { reason: 'Wants a person' },
        { 'idempotency-key': body.id },
      );
    const [first, second] = [await escalate(), await escalate()];
    expect(first).toMatchObject({ status: 201, body: { conversationId: body.id, reason: 'Wants a person' } });
    expect(second.body).toEqual(first.body);
  });
});
