import { UserError } from '@groundwork/kernel';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { LangchainChatModel, openChatModel, openEmbedder } from '../src/index.ts';

const request = {
  system: 's',
  messages: [{ role: 'user', content: 'q' }],
  maxOutputTokens: 1,
  temperature: 0,
} as const;

function failureOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof UserError ? { code: error.code, message: error.message } : error;
  }
  return undefined;
}

test.each([
  ['no scheme', () => openChatModel({ url: 'gpt-4o-mini' }), 'scheme'],
  ['no model', () => openChatModel({ url: 'openai:' }), 'scheme'],
  ['an unknown scheme', () => openChatModel({ url: 'cohere:command' }), 'openai:, anthropic:'],
  ['no key for OpenAI itself', () => openChatModel({ url: 'openai:gpt-4o-mini' }), 'API key'],
  ['no key for Anthropic', () => openChatModel({ url: 'anthropic:claude-sonnet-4-5' }), 'API key'],
  ['an embedder of unknown dimensions', () => openEmbedder({ url: 'ollama:odd' }), 'dimensions'],
  ['an embedder of an unknown scheme', () => openEmbedder({ url: 'anthropic:none' }), 'openai:, ollama:'],
])('a setting with %s is refused with words that help', (_, open, words) => {
  expect(failureOf(open)).toEqual({ code: 'config.invalid', message: expect.stringContaining(words) });
});

test('a server of one’s own needs no key; a model’s name may hold colons', () => {
  const model = openChatModel({ url: 'openai:qwen3:8b', baseUrl: 'http://127.0.0.1:8000/v1' });
  expect([model.provider, model.model]).toEqual(['openai', 'qwen3:8b']);
});

test('known embedding models bring their dimensions', () => {
  const { space } = openEmbedder({ url: 'openai:text-embedding-3-small', apiKey: 'k' });
  expect(space).toEqual({
    name: 'openai:text-embedding-3-small',
    version: '1',
    dimensions: 1536,
    distance: 'cosine',
  });
});

test.each([
  ['a local model', 'llama-cpp:/nowhere/small.gguf', 'npm install node-llama-cpp'],
  ['a provider of LangChain', 'langchain:mistralai:mistral-small', 'npm install @langchain/mistralai'],
])('%s whose package is not installed names the command', async (_, url, command) => {
  const parts = openChatModel({ url }).stream(request, new AbortController().signal)[Symbol.asyncIterator]();
  const failure: unknown = await parts.next().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure).toMatchObject({ code: 'model.missing', message: expect.stringContaining(command) });
});

test('wraps a LangChain model made elsewhere', async () => {
  const model = new LangchainChatModel({
    provider: 'fake',
    model: 'fake',
    open: () => new FakeListChatModel({ responses: ['Sure: {"a":1}. Bye.'] }),
  });
  const schema = { type: 'object', properties: { a: { type: 'number' } } };
  let text = '';
  const stream = model.stream(
    { ...request, responseSchema: { name: 'a', schema } },
    new AbortController().signal,
  );
  for await (const part of stream) if (part.type === 'text-delta') text += part.text;
  expect(text).toBe('{"a":1}');
});
