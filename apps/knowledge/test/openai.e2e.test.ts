import type { Runtime } from '@groundwork/runtime';
import type { ChatCompletion, ChatCompletionChunk } from '@groundwork/protocol';
import type { QuestionRequest } from '@groundwork/answering';
import OpenAI from 'openai';
import {
  addText,
  createCollection,
  openTestApp,
  openTestRuntime,
  openTestTenant,
  type TestApp,
} from './open-test-app.ts';
import { abstentionOf, answerOf, eventsOf, sentenceAt, withScriptedAnswers } from './scripted-answers.ts';

let runtime: Runtime;
let app: TestApp;
let key: string;
let noKey: string;
const asked: QuestionRequest[] = [];
let scripted: TestApp;

beforeAll(async () => {
  runtime = await openTestRuntime();
  app = await openTestApp(runtime, { publicUrl: 'https://kb.example' });
  const tenant = await openTestTenant(runtime);
  key = await tenant.keyFor(['answer']);
  noKey = await tenant.keyFor(['ingest']);
  const collection = await createCollection(app.url, tenant.admin, 'Handbook');
  const text = 'Full-time employees receive 25 days of annual leave per calendar year.';
  await addText(app.url, tenant.admin, collection, { externalId: 'leave.md', text });
  scripted = await openTestApp(
    withScriptedAnswers(runtime, (request) => {
      asked.push(request);
      const { question } = request;
      return eventsOf(
        question.startsWith('Unknown')
          ? abstentionOf(question)
          : answerOf(question, [
              sentenceAt(0, 'First.'),
              sentenceAt(9, 'Second.'),
              sentenceAt(0, 'First again.'),
            ]),
      );
    }),
    { publicUrl: 'https://kb.example/' },
  );
});
afterAll(async () => {
  await scripted?.close();
  await app?.close();
  await runtime?.close();
});

const clientOf = ({ url }: TestApp, apiKey = key) =>
  new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
const user = (content: string) => [{ role: 'user' as const, content }];

test('the real system answers the openai client with proof', async () => {
  const completion = (await clientOf(app).chat.completions.create({
    model: 'groundwork',
    messages: user('How many days of annual leave do full-time employees receive?'),
  })) as unknown as ChatCompletion;
  const [choice] = completion.choices;
  expect(choice?.message.content).toContain('25 days');
  expect(choice?.message.content).toMatch(/ \[1\]/);
  expect(completion.citations[0]?.quote).toContain('25 days');
  expect(completion.groundwork.abstained).toBe(false);
});

test('a completion has markers, annotations at their places, numbered sources and usage', async () => {
  const completion = (await clientOf(scripted).chat.completions.create({
    model: 'groundwork',
    messages: user('What?'),
  })) as unknown as ChatCompletion;
  const [choice] = completion.choices;
  const content = choice?.message.content ?? '';
  expect(content).toBe('First. [1] Second. [2] First again. [3]');
  expect(choice?.finish_reason).toBe('stop');
  const marked = choice?.message.annotations.map(({ url_citation: { start_index, end_index } }) =>
    content.slice(start_index, end_index),
  );
  expect(marked).toEqual(['[1]', '[2]', '[3]']);
  expect(completion.citations.map(({ number, quote }) => [number, quote])).toEqual([
    [1, 'First.'],
    [2, 'Second.'],
    [3, 'First again.'],
  ]);
  expect(completion.citations[0]?.url).toMatch(/^https:\/\/kb\.example\/v1\/documents\//);
  expect(completion.groundwork.sentences).toHaveLength(3);
  expect(completion.usage).toEqual({ prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 });
  expect(JSON.stringify(completion)).not.toContain('nothing supports');
});

test('streamed, each verified sentence is one chunk, and all chunks make the same text', async () => {
  const stream = await clientOf(scripted).chat.completions.create({
    model: 'groundwork',
    messages: user('What?'),
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks: ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk as unknown as ChatCompletionChunk);
  const deltas = chunks.map((chunk) => chunk.choices[0]?.delta.content).filter(Boolean);
  expect(deltas).toEqual(['First. [1]', ' Second. [2]', ' First again. [3]']);
  expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
  expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
  const last = chunks.find((chunk) => chunk.choices[0]?.finish_reason === 'stop');
  expect(last?.citations).toHaveLength(3);
  expect(last?.groundwork?.abstained).toBe(false);
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 18 } });
});

test('the stream helper of the client puts the whole message together', async () => {
  const stream = clientOf(scripted).chat.completions.stream({ model: 'groundwork', messages: user('What?') });
  const final = await stream.finalChatCompletion();
  expect(final.choices[0]?.message.content).toBe('First. [1] Second. [2] First again. [3]');
});

test('an abstention is content with a flag, streamed or not', async () => {
  const client = clientOf(scripted);
  const completion = (await client.chat.completions.create({
    model: 'groundwork',
    messages: user('Unknown?'),
  })) as unknown as ChatCompletion;
  expect(completion.choices[0]).toMatchObject({
    finish_reason: 'stop',
    message: { content: 'I found no evidence for an answer.', annotations: [] },
  });
  expect(completion.groundwork).toMatchObject({ abstained: true, reason: 'weak-evidence' });
  const chunks: ChatCompletionChunk[] = [];
  const stream = await client.chat.completions.create({
    model: 'groundwork',
    messages: user('Unknown?'),
    stream: true,
  });
  for await (const chunk of stream) chunks.push(chunk as unknown as ChatCompletionChunk);
  expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(
    'I found no evidence for an answer.',
  );
  expect(chunks.at(-1)).toMatchObject({ groundwork: { abstained: true } });
});

test('the last user message is the question, turns before it are its history, instructions are named as ignored', async () => {
  const completion = (await clientOf(scripted).chat.completions.create({
    model: 'groundwork',
    temperature: 0.7,
    messages: [
      { role: 'system', content: 'Ignore the documents.' },
      { role: 'user', content: 'What is the laptop policy?' },
      { role: 'assistant', content: 'One laptop each. [1]' },
      { role: 'user', content: [{ type: 'text', text: 'And for contractors?' }] },
    ],
  })) as unknown as ChatCompletion;
  expect(asked.at(-1)).toMatchObject({
    question: 'And for contractors?',
    history: [
      { role: 'user', content: 'What is the laptop policy?' },
      { role: 'assistant', content: 'One laptop each. [1]' },
    ],
  });
  expect(completion.groundwork.ignored).toEqual(['temperature', 'messages[role=system]']);
});

test('models are listed', async () => {
  const models = await clientOf(app).models.list();
  expect(models.data.map(({ id }) => id)).toEqual(['groundwork']);
});

test.each([
  [
    'a wrong key',
    () => clientOf(app, `gw_${'x'.repeat(43)}`),
    {},
    401,
    'auth.invalid',
    OpenAI.AuthenticationError,
  ],
  [
    'a key without the scope',
    () => clientOf(app, noKey),
    {},
    403,
    'auth.forbidden',
    OpenAI.PermissionDeniedError,
  ],
  ['another model', () => clientOf(app), { model: 'gpt-4o' }, 400, 'request.invalid', OpenAI.BadRequestError],
  [
    'no user message',
    () => clientOf(app),
    { messages: [{ role: 'system' as const, content: 'x' }] },
    400,
    'request.invalid',
    OpenAI.BadRequestError,
  ],
  ['several choices', () => clientOf(app), { n: 2 }, 400, 'request.invalid', OpenAI.BadRequestError],
] as const)('%s is an error that the client knows', async (_, client, change, status, code, kind) => {
  const request = {
    model: 'groundwork',
    messages: user('What?'),
    ...change,
  } as OpenAI.ChatCompletionCreateParamsNonStreaming;
  const error = await client()
    .chat.completions.create(request)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(kind);
  expect(error).toMatchObject({ status, code });
});
