import { OperationalError } from '@groundwork/kernel';
import { describeEmbedder, OpenAiServer, type OpenAiServerOptions } from '@groundwork/testing';
import { FakeEmbeddings } from '@langchain/core/utils/testing';
import { LangchainEmbedder, openEmbedder, type EmbedderSetting } from '../src/index.ts';

let server: OpenAiServer;

async function open(options: OpenAiServerOptions = {}, setting: Partial<EmbedderSetting> = {}) {
  server = await OpenAiServer.start(options);
  return openEmbedder({
    url: 'openai:test-embedding',
    baseUrl: server.baseUrl,
    dimensions: 64,
    retry: { baseMs: 1, maxMs: 2 },
    ...setting,
  });
}

describeEmbedder('LangchainEmbedder over the OpenAI protocol', async () => {
  const embedder = await open({ maxEmbeddingInput: 2000 });
  const opened = server;
  return { embedder, close: () => opened.close() };
});

describe('LangchainEmbedder', () => {
  afterEach(() => server.close());
  const failureOf = async (work: Promise<unknown>) => {
    const failure: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    return failure instanceof OperationalError ? { code: failure.code, ...failure.details } : failure;
  };
  const inputs = () => server.requests.map(({ body }) => (body as { input: string | string[] }).input);
  const cosine = (a: Float32Array | undefined, b: Float32Array | undefined) =>
    (a ?? new Float32Array()).reduce((sum, value, at) => sum + value * (b?.[at] ?? NaN), 0);

  test('takes the tokens the provider counted', async () => {
    const embedder = await open();
    expect((await embedder.embed(['x'.repeat(400)], { kind: 'passage' })).inputTokens).toBe(100);
  });

  test('sends 64 texts a request, unchanged', async () => {
    const embedder = await open();
    await embedder.embed(
      Array.from({ length: 130 }, (_, index) => `line\n${index}`),
      { kind: 'passage' },
    );
    expect(inputs().map((input) => input.length)).toEqual([64, 64, 2]);
    expect(inputs()[0]?.[1]).toBe('line\n1');
  });

  test('other dimensions than the space is an error, never cut or padded', async () => {
    const embedder = await open();
    server.script({ kind: 'vectors', dimensions: 32 });
    expect(await failureOf(embedder.embed(['a'], { kind: 'query' }))).toEqual({
      code: 'model.dimension-mismatch',
      returned: 32,
      expected: 64,
    });
    expect(server.requests).toHaveLength(1);
  });

  test('fewer vectors than texts is an error', async () => {
    const embedder = await open();
    server.script({ kind: 'vectors', dimensions: 64, drop: 1 });
    expect(await failureOf(embedder.embed(['abc', 'def'], { kind: 'passage' }))).toMatchObject({
      code: expect.stringMatching(/^model\.(invalid-output|unavailable)$/),
    });
  });

  test.each([429, 500, 503])('status %i is tried again', async (status) => {
    const embedder = await open();
    server.script({ kind: 'error', status }, { kind: 'hang-up' });
    expect((await embedder.embed(['abc'], { kind: 'passage' })).vectors).toHaveLength(1);
    expect(server.requests).toHaveLength(3);
  });

  test('a refused key is a fault of the configuration, tried once', async () => {
    const embedder = await open({ apiKey: 'right' }, { apiKey: 'wrong' });
    expect(await failureOf(embedder.embed(['a'], { kind: 'query' }))).toMatchObject({
      code: 'model.unavailable',
      reason: 'configuration',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('garbage is unavailable', async () => {
    const embedder = await open();
    server.script({ kind: 'garbage' });
    expect(await failureOf(embedder.embed(['abc'], { kind: 'passage' }))).toMatchObject({
      code: 'model.unavailable',
    });
  });

  test('a server that does not answer in time', async () => {
    const embedder = await open({}, { timeouts: { firstTokenMs: 60 } });
    server.script({ kind: 'silence' });
    expect(await failureOf(embedder.embed(['a'], { kind: 'query' }))).toMatchObject({
      code: 'model.timeout',
    });
    expect(await server.requests[0]?.outcome).toBe('client-left');
  });

  test('a caller that leaves closes the connection', async () => {
    const embedder = await open();
    server.script({ kind: 'silence' });
    const caller = new AbortController();
    const embedding = embedder.embed(['a'], { kind: 'query', signal: caller.signal });
    await server.arrived(1);
    caller.abort(new Error('left'));
    await expect(embedding).rejects.toThrow('left');
    expect(await server.requests[0]?.outcome).toBe('client-left');
  });

  test('a text longer than the model reads is sent whole, in windows', async () => {
    const embedder = await open({}, { maxInputTokens: 100 });
    const text = 'The warranty lasts two years. '.repeat(40);
    await embedder.embed([text], { kind: 'passage' });
    expect(inputs().flat().join('')).toBe(text);
    expect(inputs().flat().length).toBeGreaterThan(3);
  });

  test('what the provider still finds too long is halved until it fits', async () => {
    const embedder = await open({ maxEmbeddingInput: 300 }, { maxInputTokens: 10_000 });
    const text = 'The warranty lasts two years. '.repeat(60);
    const { vectors } = await embedder.embed(['short', text], { kind: 'passage' });
    const last = inputs().at(-1);
    expect([last].flat().join('')).toBe(`short${text}`);
    const short = (await embedder.embed(['short'], { kind: 'passage' })).vectors[0];
    expect(cosine(vectors[0], short)).toBeCloseTo(1, 4);
  });

  test('puts the prefixes of its family before the texts', async () => {
    const embedder = await open({}, { prefixes: { query: 'query: ', passage: 'passage: ' } });
    await embedder.embed(['a'], { kind: 'query' });
    await embedder.embed(['b'], { kind: 'passage' });
    expect(inputs()).toEqual(['query: a', ['passage: b']]);
  });

  test('wraps any LangChain embeddings', async () => {
    server = await OpenAiServer.start();
    const embedder = new LangchainEmbedder({
      provider: 'fake',
      space: { name: 'fake', version: '1', dimensions: 4, distance: 'cosine' },
      open: () => new FakeEmbeddings(),
      maxInputTokens: 512,
    });
    const { vectors, inputTokens } = await embedder.embed(['保修期', 'word word'], { kind: 'passage' });
    expect(vectors.map((vector) => cosine(vector, vector))).toEqual([expect.closeTo(1), expect.closeTo(1)]);
    expect(inputTokens).toBe(3 + 3);
  });
});
