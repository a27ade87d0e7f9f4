import type { Reranker } from '@groundwork/inference';
import { describeReranker, RerankServer, type RerankServerOptions } from '@groundwork/testing';
import { openReranker, type RerankerSetting } from '../src/index.ts';

const servers: RerankServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Pauses between attempts are noted, not waited for. */
async function open(
  setting: Partial<RerankerSetting> = {},
  options: RerankServerOptions = {},
): Promise<{ server: RerankServer; reranker: Reranker; pauses: number[] }> {
  const server = await RerankServer.start(options);
  servers.push(server);
  const pauses: number[] = [];
  const reranker = openReranker({
    url: 'cohere:rerank-test',
    baseUrl: `${server.baseUrl}/v2`,
    retry: { random: () => 0.5, sleep: async (ms) => void pauses.push(ms) },
    ...setting,
  });
  return { server, reranker, pauses };
}

const closed = { close: async () => {} };
for (const url of [
  'cohere:rerank-v3.5',
  'jina:jina-reranker-v2-base-multilingual',
  'tei:bge-reranker-v2-m3',
]) {
  describeReranker(url, {
    judging: async () => ({ ...(await open({ url, maxInputTokens: 512 }, { mostTexts: 100 })), ...closed }),
    failing: async () => {
      const opened = await open({ url });
      opened.server.script(...Array.from({ length: 5 }, () => ({ kind: 'error' as const, status: 500 })));
      return { ...opened, ...closed };
    },
    silent: async () => {
      const opened = await open({ url });
      opened.server.script({ kind: 'silence' });
      const left = async () => expect(await opened.server.requests[0]?.outcome).toBe('client-left');
      return { ...opened, ...closed, asked: () => opened.server.arrived(1), left };
    },
  });
}

const query = 'warranty';
const texts = ['one', 'two', 'three'];

test.each([
  ['cohere:rerank-v3.5', { model: 'rerank-v3.5', query, documents: texts }],
  ['jina:jina-v2', { model: 'jina-v2', query, documents: texts, return_documents: false }],
  ['tei:anything', { query, texts, truncate: false, raw_scores: false }],
])('%s is asked in its own words, with the key', async (url, body) => {
  const { server, reranker } = await open({ url, apiKey: 'k-1' }, { apiKey: 'k-1' });
  server.script({ kind: 'reply', scores: [0.1, 0.9, -3] });
  expect((await reranker.score(query, texts)).scores).toEqual([0.1, 0.9, -3]);
  expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/v2/rerank', body });
});

test('costs are what the provider counts, by tokens and by searches', async () => {
  const { reranker } = await open({ price: { tokens: 20, searches: 2 } });
  const { usage, costUsd, estimated } = await reranker.score(query, texts);
  expect(usage).toEqual({ inputTokens: 30, outputTokens: 0 });
  expect(costUsd).toBeCloseTo(30 * 20e-6 + 2e-3, 10);
  expect(estimated).toBeUndefined();
});

test('tokens that nobody counted are estimated, and said to be', async () => {
  const { reranker } = await open({ url: 'tei:bge' });
  const { usage, estimated } = await reranker.score(query, texts);
  expect(usage.inputTokens).toBeGreaterThan(0);
  expect(estimated).toBe(true);
});

test('an overloaded provider is asked again when it said to, a failing one soon', async () => {
  const { server, reranker, pauses } = await open();
  server.script({ kind: 'error', status: 429, retryAfter: 1 }, { kind: 'error', status: 503 });
  expect((await reranker.score('one', texts)).scores).toEqual([1, 0, 0]);
  expect(server.requests).toHaveLength(3);
  expect(pauses[0]).toBeGreaterThanOrEqual(1_000);
  expect(pauses[1]).toBeLessThan(1_000);
});

test('a pause that would outlast the search is not waited for', async () => {
  const { server, reranker, pauses } = await open({ timeoutMs: 2_000 });
  server.script({ kind: 'error', status: 429, retryAfter: 60 });
  await expect(reranker.score(query, texts)).rejects.toMatchObject({
    code: 'model.unavailable',
    details: { reason: 'rate-limited', status: 429, retryAfterSeconds: 60 },
  });
  expect(pauses).toEqual([]);
});

test('a lost connection is tried again', async () => {
  const { server, reranker } = await open();
  server.script({ kind: 'hang-up' });
  expect((await reranker.score('two', texts)).scores).toEqual([0, 1, 0]);
});

test('a server that keeps failing, and one that refuses the key, are unavailable; the latter at once', async () => {
  const { server, reranker } = await open();
  server.script(...Array.from({ length: 3 }, () => ({ kind: 'error' as const, status: 500 })));
  await expect(reranker.score(query, texts)).rejects.toMatchObject({
    code: 'model.unavailable',
    details: { reason: 'server-error', attempts: 3 },
  });
  const locked = await open({ apiKey: 'wrong' }, { apiKey: 'right' });
  await expect(locked.reranker.score(query, texts)).rejects.toMatchObject({
    details: { reason: 'configuration', attempts: 1 },
  });
  expect(locked.server.requests).toHaveLength(1);
});

test('a server that does not answer in time is left', async () => {
  const { server, reranker } = await open({ timeoutMs: 50 });
  server.script({ kind: 'silence' });
  await expect(reranker.score(query, texts)).rejects.toMatchObject({ code: 'model.timeout' });
});

const results = (...entries: readonly [number, unknown][]) =>
  JSON.stringify({ results: entries.map(([index, score]) => ({ index, relevance_score: score })) });

test.each([
  ['is not JSON', 'scores: 1, 2, 3'],
  ['is JSON only to Python', '{"results":[{"index":0,"relevance_score":NaN}]}'],
  ['is empty', ''],
  ['has no results', '{"ok":true}'],
  ['is null', 'null'],
  ['leaves a text out', results([0, 0.1], [2, 0.2])],
  ['scores a text twice', results([0, 0.1], [1, 0.2], [1, 0.3], [2, 0.1])],
  ['scores a text that was not sent', results([0, 0.1], [1, 0.2], [2, 0.1], [3, 0.9])],
  ['scores between texts', results([0, 0.1], [1, 0.2], [1.5, 0.3])],
  ['scores before the first', results([-1, 0.1], [0, 0.2], [1, 0.3])],
  ['has no number for a score', results([0, 0.1], [1, null], [2, 0.3])],
  ['has words for a score', results([0, 0.1], [1, '0.9'], [2, 0.3])],
])('a reply that %s is no ranking', async (_what, body) => {
  const { server, reranker } = await open();
  server.script({ kind: 'body', body });
  await expect(reranker.score(query, texts)).rejects.toMatchObject({ code: 'model.invalid-output' });
  expect(server.requests).toHaveLength(1);
});

test('a web page is a wrong address', async () => {
  const { server, reranker } = await open();
  server.script({ kind: 'body', contentType: 'text/html', body: '<html>welcome</html>' });
  await expect(reranker.score(query, texts)).rejects.toMatchObject({ details: { reason: 'configuration' } });
});

test('a text that the server finds too long is sent in halves, and counts as its best one', async () => {
  const filler = 'Parking is free for visitors. '.repeat(40);
  const { server, reranker } = await open({ url: 'tei:bge', maxInputTokens: 512 }, { longestText: 1_000 });
  const { scores } = await reranker.score('warranty months', [filler, `${filler}The warranty: 24 months.`]);
  expect(scores).toEqual([0, 1]);
  expect(server.requests.length).toBeGreaterThan(1);
});

test('what cannot be reached by its setting is refused before anybody asks', () => {
  expect(() => openReranker({ url: 'cohere:rerank-v3.5' })).toThrow('needs an API key');
  expect(() => openReranker({ url: 'tei:bge' })).toThrow('address of its server');
  expect(() => openReranker({ url: 'elsewhere:model' })).toThrow('No adapter serves');
  expect(openReranker({ url: 'jina:m', apiKey: 'k' })).toMatchObject({ provider: 'jina', model: 'm' });
});
