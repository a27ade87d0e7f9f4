import type { Embedder, Reranker } from '@groundwork/inference';
import {
  ChunkId,
  CollectionId,
  DocumentId,
  DocumentVersionId,
  newId,
  OperationalError,
  type Principal,
  silentLogger,
  TenantId,
} from '@groundwork/kernel';
import { MemoryChunkIndex, MemoryEmbeddingSpaceStore } from '@groundwork/testing';
import { BuildEmbeddingSpace } from './build-embedding-space.ts';
import type { StoredPassage } from './chunk-index.ts';
import { EmbedQuery } from './embed-query.ts';
import { EmbeddingSpaces } from './embedding-spaces.ts';
import { indexTerms } from './index-terms.ts';
import { RerankPassages } from './rerank-passages.ts';
import { SearchPassages } from './search-passages.ts';

const tenantId = newId(TenantId);
const reader: Principal = { tenantId, kind: 'user', id: 'u', grants: ['everyone'], scopes: ['search'] };
const auditor: Principal = { ...reader, scopes: ['search', 'audit'] };
const collectionId = newId(CollectionId);

/** Knows one idea per dimension, by the words that express it: enough meaning to tell legs apart. */
class IdeaEmbedder implements Embedder {
  readonly provider = 'test';
  readonly pricePerMillionTokens = 0;
  calls = 0;
  failure: Error | undefined;
  readonly languages?: readonly string[];
  constructor(
    readonly space: Embedder['space'] = { name: 'ideas', version: '1', dimensions: 3, distance: 'cosine' },
    languages?: readonly string[],
  ) {
    if (languages) this.languages = languages;
  }
  async embed(texts: readonly string[]) {
    this.calls += 1;
    if (this.failure) throw this.failure;
    const ideas = [/holiday|leave|vacation|假/i, /return|refund|退/i];
    return {
      vectors: texts.map((text) => {
        const values = [...ideas.map((idea) => Number(idea.test(text))), 0.1];
        const length = Math.hypot(...values);
        return Float32Array.from(values, (value) => value / length);
      }),
      inputTokens: texts.length,
    };
  }
}

function open(embedders: [IdeaEmbedder, ...IdeaEmbedder[]] = [new IdeaEmbedder()], reranker?: Reranker) {
  const index = new MemoryChunkIndex();
  const store = new MemoryEmbeddingSpaceStore(index);
  const enqueued: unknown[] = [];
  let now = 1_000;
  const clock = { now: () => new Date(now) };
  const queue = { enqueue: async (_job: unknown, payload: unknown) => void enqueued.push(payload) };
  const spaces = new EmbeddingSpaces({ store, embedders, queue, clock });
  const embedQuery = new EmbedQuery({ spaces, logger: silentLogger, timeoutMs: 50 });
  const rerank =
    reranker && new RerankPassages({ reranker, logger: silentLogger, top: 30, timeoutMs: 5_000 });
  const search = new SearchPassages({ index, spaces, embedQuery, clock, ...(rerank && { rerank }) });
  const add = async (
    id: number,
    text: string,
    options: { title?: string; at?: Date; access?: 'everyone'[] } = {},
  ) => {
    const title = options.title ?? '';
    const vectors = new Map();
    for (const { spaceId, embedder } of await spaces.forIngestion(tenantId)) {
      vectors.set(spaceId, (await embedder.embed([text], { kind: 'passage' })).vectors[0]);
    }
    index.add({
      tenantId,
      passage: {
        chunkId: ChunkId.parse(String(id)),
        documentId: newId(DocumentId),
        versionId: newId(DocumentVersionId),
        collectionId,
        externalId: `doc-${id}`,
        title,
        text,
        span: { start: 0, end: text.length },
        headingPath: [],
        language: 'en',
        flags: [],
      },
      terms: indexTerms({ title, headingPath: [], text }),
      vectors,
      ...(options.at && { publishedAt: options.at }),
      ...(options.access && { access: options.access }),
    });
  };
  return { index, store, spaces, search, add, enqueued, advance: (ms: number) => (now += ms) };
}

const found = (result: { passages: readonly { externalId: string }[] }) =>
  result.passages.map(({ externalId }) => externalId);

test('finds by words and by meaning, best first, and says how well', async () => {
  const { search, add } = open();
  await add(1, 'Holiday requests are approved by the manager.');
  await add(2, 'Annual leave is 25 days.');
  await add(3, 'The warehouse opens at eight.');
  const result = await search.run(reader, { query: 'holiday approval', limit: 2 });
  expect(found(result)).toEqual(['doc-1', 'doc-2']);
  expect(result.passages.map(({ rank }) => rank)).toEqual([1, 2]);
  expect(result.passages[0]!.scores.lexical).toBeGreaterThan(0);
  expect(result.passages[1]!.scores.lexical).toBeUndefined();
  expect(result.evidence.topCosine).toBeGreaterThan(0.9);
  expect(result.evidence.topCoverage).toBe(1);
  expect(result.evidence.knownTerms).toBe(1);
  expect(result.lexicalOnly).toBeUndefined();
  expect(result.spaceId).toBeDefined();
});

test('evidence falls where the query speaks of what nobody wrote about', async () => {
  const { search, add } = open();
  await add(1, 'Annual leave is 25 days.');
  const { evidence } = await search.run(reader, { query: 'quantum leave teleportation', limit: 5 });
  expect(evidence.knownTerms).toBeGreaterThan(0);
  expect(evidence.knownTerms).toBeLessThan(0.5);
  expect(evidence.topCoverage).toBeLessThan(0.5);
});

test('an embedder that fails or hangs costs the vectors, not the search', async () => {
  const embedder = new IdeaEmbedder();
  const { search, add } = open([embedder]);
  await add(1, 'Annual leave is 25 days.');
  embedder.failure = new OperationalError('model.unavailable', 'down');
  const failed = await search.run(reader, { query: 'annual leave', limit: 5 });
  expect(found(failed)).toEqual(['doc-1']);
  expect(failed.lexicalOnly).toBe('embedder-failed');
  expect(failed.spaceId).toBeUndefined();

  embedder.embed = () => new Promise(() => {});
  const hung = await search.run(reader, { query: 'annual leave days', limit: 5 });
  expect(hung.lexicalOnly).toBe('embedder-failed');
  expect(found(hung)).toEqual(['doc-1']);
});

test('a caller that leaves stops the search even while the embedder hangs', async () => {
  const embedder = new IdeaEmbedder();
  const { search, add } = open([embedder]);
  await add(1, 'Annual leave.');
  embedder.embed = () => new Promise(() => {});
  const signal = AbortSignal.abort(new Error('gone'));
  await expect(search.run(reader, { query: 'leave', limit: 5, signal })).rejects.toThrow('gone');
});

test('a query seen before is not embedded again', async () => {
  const embedder = new IdeaEmbedder();
  const { search, add } = open([embedder]);
  await add(1, 'Annual leave.');
  const before = embedder.calls;
  const first = await search.run(reader, { query: 'leave', limit: 5 });
  const second = await search.run(reader, { query: 'leave', limit: 5 });
  expect(embedder.calls - before).toBe(1);
  expect([first.embeddingTokens, second.embeddingTokens]).toEqual([1, 0]);
  expect(found(second)).toEqual(found(first));
});

test('a model that does not cover the language takes no part', async () => {
  const { search, add } = open([new IdeaEmbedder(undefined, ['en'])]);
  await add(1, '年假为二十五天。');
  const result = await search.run(reader, { query: '年假有几天', limit: 5 });
  expect(result.lexicalOnly).toBe('language');
  expect(result.passages[0]!.scores.vector).toBeUndefined();
});

test('a limit outside its range is the caller’s error', async () => {
  const { search } = open();
  for (const limit of [0, 201, 1.5]) {
    await expect(search.run(reader, { query: 'leave', limit })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  }
});

test('an empty index and an empty query give no passages', async () => {
  const { search, add } = open();
  expect((await search.run(reader, { query: 'leave', limit: 5 })).passages).toEqual([]);
  await add(1, 'Annual leave.');
  const blank = await search.run(reader, { query: ' ', limit: 5 });
  expect(blank.evidence).toMatchObject({ topCoverage: 0, knownTerms: 0 });
});

test('the past is searched as it was, for those it was visible to, by auditors only', async () => {
  const { search, add, index } = open();
  await add(1, 'Annual leave is 20 days.', { at: new Date(10) });
  await add(2, 'Annual leave is 25 days.', { at: new Date(30) });
  await add(3, 'Parking is free.', { at: new Date(10) });
  index.remove(ChunkId.parse('1'), new Date(30));
  const at = (time: number) => ({ query: 'annual leave', limit: 5, asOf: new Date(time) });
  expect(found(await search.run(auditor, at(20)))).toEqual(['doc-1']);
  expect(found(await search.run(auditor, at(40)))).toEqual(['doc-2']);
  expect(found(await search.run(auditor, { ...at(40), asOfGrants: ['group:elsewhere'] }))).toEqual([]);
  expect((await search.run(auditor, at(40))).lexicalOnly).toBe('history');
  await expect(search.run(reader, at(40))).rejects.toMatchObject({ code: 'auth.forbidden' });
});

test('reads texts from the top down, no further than it takes to tell the best from repetitions', async () => {
  const { index, search, add } = open();
  for (let id = 1; id <= 40; id++)
    await add(id, id <= 20 ? 'Holiday for all.' : `Holiday number ${id} for some.`);
  const asked: number[] = [];
  const whole = index.search.bind(index);
  index.search = async (principal, query) => {
    const found = await whole(principal, query);
    const read = new Map<ChunkId, StoredPassage>();
    for (;;) {
      const missing = [...(query.wanted?.(found, read) ?? [])];
      if (missing.length === 0) return { ...found, passages: read };
      asked.push(missing.length);
      for (const id of missing) read.set(id, found.passages.get(id)!);
    }
  };
  const lazy = await search.run(reader, { query: 'holiday', limit: 3 });
  index.search = whole;
  expect(lazy.passages).toEqual((await search.run(reader, { query: 'holiday', limit: 3 })).passages);
  expect(lazy.passages[0]?.duplicates).toHaveLength(19);
  expect(asked.length).toBeGreaterThan(1);
  expect(asked.reduce((sum, count) => sum + count, 0)).toBeLessThan(40);
});

test('ranks the past by the same BM25 as the present', async () => {
  const { search, add } = open();
  const texts = [
    'leave leave policy',
    'leave for parents and others of the staff',
    'policy of parking',
    'parking',
  ];
  for (const [id, text] of texts.entries()) await add(id, text, { title: 'Handbook' });
  const query = { query: 'leave policy', limit: 10 };
  const present = (await search.run(reader, query)).passages.filter(
    ({ scores }) => scores.lexical !== undefined,
  );
  const past = (await search.run(auditor, { ...query, asOf: new Date(500) })).passages;
  const scores = (passages: typeof past) =>
    passages.map((p) => [p.chunkId, p.scores.lexical!.toFixed(9)]).sort();
  expect(scores(past)).toEqual(scores(present));
  expect(past).toHaveLength(3);
});

describe('with a reranker', () => {
  /** Prefers the longest text. */
  const longestFirst: Reranker = {
    provider: 'test',
    model: 'longest',
    score: async (_query, texts) => ({
      scores: texts.map((text) => text.length),
      usage: { inputTokens: 9, outputTokens: 0 },
      costUsd: 0.002,
    }),
  };
  const fill = async ({ add }: ReturnType<typeof open>) => {
    await add(1, 'Holiday requests are approved.');
    await add(2, 'Annual leave is 25 days, and nobody may take all of it at once.');
    await add(3, 'Holiday.');
  };
  const query = { query: 'holiday approval', limit: 2 };

  test('its order is returned, from beyond the limit too, and evidence stays that of the fused ranking', async () => {
    const [plain, reranked] = [open(), open(undefined, longestFirst)];
    await fill(plain);
    await fill(reranked);
    const [before, after] = [await plain.search.run(reader, query), await reranked.search.run(reader, query)];
    expect(found(before)).toEqual(['doc-1', 'doc-3']);
    expect(found(after)).toEqual(['doc-2', 'doc-1']);
    expect(after.passages.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(after.evidence).toEqual(before.evidence);
    expect(after.reranking).toMatchObject({ model: 'longest', costUsd: 0.002 });
    expect(after.timings.rerankMs).toBeGreaterThanOrEqual(0);
    expect(before).not.toHaveProperty('reranking');
    expect(before.timings).not.toHaveProperty('rerankMs');
  });

  test('one that fails leaves the fused ranking, and the result says so', async () => {
    const failing = open(undefined, { ...longestFirst, score: () => Promise.reject(new Error('down')) });
    await fill(failing);
    const result = await failing.search.run(reader, query);
    expect(found(result)).toEqual(['doc-1', 'doc-3']);
    expect(result.notReranked).toBe('reranker-failed');
    expect(result.reranking).toBeUndefined();
  });

  test('texts of the past are shown to no model', async () => {
    const opened = open(undefined, longestFirst);
    await fill(opened);
    const result = await opened.search.run(auditor, { ...query, asOf: new Date(500) });
    expect(found(result)).toEqual(['doc-1', 'doc-3'].sort());
    expect(result.notReranked).toBe('history');
  });
});

test('what says the same twice is found once, unless the caller asks for all', async () => {
  const { search, add } = open();
  for (const id of [1, 2, 3]) await add(id, 'Annual leave is 25 days.', { title: `Copy ${id}` });
  await add(4, 'Parental leave is 14 weeks.');
  const once = await search.run(reader, { query: 'annual leave', limit: 2 });
  expect(found(once)).toEqual(['doc-1', 'doc-4']);
  expect(once.passages.map(({ rank }) => rank)).toEqual([1, 2]);
  expect(once.passages[0]!.duplicates?.map(({ chunkId }) => chunkId)).toEqual(['2', '3']);
  const all = await search.run(reader, { query: 'annual leave', limit: 4, duplicates: 'keep' });
  expect(found(all)).toEqual(['doc-1', 'doc-2', 'doc-3', 'doc-4']);
});

describe('changing the embedding model', () => {
  const next = () => new IdeaEmbedder({ name: 'ideas', version: '2', dimensions: 3, distance: 'cosine' });

  test('searches go on with the old space until the new one is complete', async () => {
    const old = new IdeaEmbedder();
    const before = open([old]);
    for (const id of [1, 2, 3, 4, 5]) await before.add(id, `Annual leave, case ${id}.`);
    const after = new EmbeddingSpaces({
      store: before.store,
      embedders: [next(), old],
      queue: { enqueue: async (_job: unknown, payload: unknown) => void before.enqueued.push(payload) },
      clock: { now: () => new Date(0) },
    });
    const building = await after.switchToConfigured(tenantId);
    expect(building.state).toBe('building');
    expect(before.enqueued).toEqual([{ tenantId, spaceId: building.id }]);
    expect(await after.forSearch(tenantId)).toMatchObject({ embedder: old });
    expect((await after.forIngestion(tenantId)).map(({ embedder }) => embedder.space.version)).toEqual([
      '1',
      '2',
    ]);

    const build = new BuildEmbeddingSpace({
      store: before.store,
      spaces: after,
      logger: silentLogger,
      batch: 2,
    });
    await build.run({ tenantId, spaceId: building.id }, new AbortController().signal);
    expect(await after.forSearch(tenantId)).toMatchObject({ spaceId: building.id });
    expect(await before.store.list(tenantId)).toHaveLength(1);
    before.enqueued.length = 0;
    await after.switchToConfigured(tenantId);
    expect(before.enqueued).toEqual([]);
  });

  test('a build that was stopped goes on where it was', async () => {
    const old = new IdeaEmbedder();
    const { store, add, index } = open([old]);
    for (const id of [1, 2, 3, 4, 5]) await add(id, `Annual leave, case ${id}.`);
    const model = next();
    const spaces = new EmbeddingSpaces({
      store,
      embedders: [model],
      queue: { enqueue: async () => {} },
      clock: { now: () => new Date(0) },
    });
    const { id: spaceId } = await spaces.switchToConfigured(tenantId);
    const stop = new AbortController();
    const embed = model.embed.bind(model);
    let embedded = 0;
    model.embed = async (texts) => {
      embedded += texts.length;
      if (embedded > 2) stop.abort();
      stop.signal.throwIfAborted();
      return embed(texts);
    };
    const build = new BuildEmbeddingSpace({ store, spaces, logger: silentLogger, batch: 2 });
    await expect(build.run({ tenantId, spaceId }, stop.signal)).rejects.toThrow();
    expect(index.missing(tenantId, spaceId)).toHaveLength(3);
    model.embed = embed;
    await build.run({ tenantId, spaceId }, new AbortController().signal);
    expect(index.missing(tenantId, spaceId)).toEqual([]);
    expect(await spaces.forSearch(tenantId)).toMatchObject({ spaceId });
  });

  test('without the old model searches are lexical and say so', async () => {
    const { store, add, index } = open();
    await add(1, 'Annual leave.');
    const clock = { now: () => new Date(0) };
    const spaces = new EmbeddingSpaces({
      store,
      embedders: [next()],
      queue: { enqueue: async () => {} },
      clock,
    });
    await spaces.switchToConfigured(tenantId);
    const embedQuery = new EmbedQuery({ spaces, logger: silentLogger, timeoutMs: 50 });
    const result = await new SearchPassages({ index, spaces, embedQuery, clock }).run(reader, {
      query: 'annual leave',
      limit: 5,
    });
    expect(result.lexicalOnly).toBe('embedder-missing');
    expect(found(result)).toEqual(['doc-1']);
  });

  test('a space switched by another process is noticed after a search without vectors', async () => {
    const old = new IdeaEmbedder();
    const { store, add, search } = open([old]);
    await add(1, 'Annual leave.');
    await search.run(reader, { query: 'leave', limit: 5 });
    const other = new EmbeddingSpaces({
      store,
      embedders: [next()],
      queue: { enqueue: async () => {} },
      clock: { now: () => new Date(0) },
    });
    const { id: spaceId } = await other.switchToConfigured(tenantId);
    await new BuildEmbeddingSpace({ store, spaces: other, logger: silentLogger }).run(
      { tenantId, spaceId },
      new AbortController().signal,
    );
    const stale = await search.run(reader, { query: 'leave', limit: 5 });
    expect(found(stale)).toEqual(['doc-1']);
    expect(stale.lexicalOnly).toBe('no-space');
    const noticed = await search.run(reader, { query: 'leave', limit: 5 });
    expect(noticed.lexicalOnly).toBe('embedder-missing');
  });
});
