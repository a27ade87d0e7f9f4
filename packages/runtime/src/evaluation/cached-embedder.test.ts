import { appendFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '@groundwork/inference';
import { CachedEmbedder } from './cached-embedder.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'vectors-'))));
afterEach(() => rm(folder, { recursive: true }));

/** A vector tells its text's length and how many texts came before it. */
class CountingEmbedder implements Embedder {
  readonly provider = 'test';
  readonly pricePerMillionTokens = 2;
  readonly cosineWorth = 0.3;
  readonly seen: string[] = [];
  constructor(readonly space: Embedder['space']) {}
  async embed(texts: readonly string[]) {
    const vectors = texts.map((text) => Float32Array.of(text.length, this.seen.push(text)));
    return { vectors, inputTokens: texts.length };
  }
}
const space = { name: 'count/1', version: '1', dimensions: 2, distance: 'cosine' as const };
const passages = { kind: 'passage' as const };

test('a text is computed once, also in another process', async () => {
  const first = new CountingEmbedder(space);
  const cache = new CachedEmbedder(first, folder);
  const { vectors, inputTokens } = await cache.embed(['one', 'three', 'one'], passages);
  expect(first.seen).toEqual(['one', 'three']);
  expect(vectors.map((vector) => vector[0])).toEqual([3, 5, 3]);
  expect(inputTokens).toBe(2);

  const second = new CountingEmbedder(space);
  const later = new CachedEmbedder(second, folder);
  const again = await later.embed(['three', 'seven', 'one'], passages);
  expect(second.seen).toEqual(['seven']);
  expect(again.vectors.map((vector) => [...vector])).toEqual([
    [5, 2],
    [5, 1],
    [3, 1],
  ]);
  expect(again.inputTokens).toBe(1);
  expect(later.hits).toBe(2);
});

test('batches that run at once leave whole records behind', async () => {
  const cache = new CachedEmbedder(new CountingEmbedder(space), folder);
  const batches = Array.from({ length: 20 }, (_, batch) => [`a${batch}`, `b${batch}`]);
  await Promise.all(batches.map((batch) => cache.embed(batch, passages)));
  const inner = new CountingEmbedder(space);
  await new CachedEmbedder(inner, folder).embed(batches.flat(), passages);
  expect(inner.seen).toEqual([]);
});

test('queries always go to the model', async () => {
  const inner = new CountingEmbedder(space);
  const cache = new CachedEmbedder(inner, folder);
  await cache.embed(['one'], { kind: 'query' });
  await cache.embed(['one'], { kind: 'query' });
  expect(inner.seen).toHaveLength(2);
  expect(await readdir(folder)).toEqual([]);
});

test('a record that was cut off is dropped, and those after it are whole', async () => {
  await new CachedEmbedder(new CountingEmbedder(space), folder).embed(['one'], passages);
  const [file] = await readdir(folder);
  await appendFile(join(folder, file!), 'half a record');
  await new CachedEmbedder(new CountingEmbedder(space), folder).embed(['two'], passages);
  expect((await stat(join(folder, file!))).size).toBe(2 * (32 + 2 * 4));
  const inner = new CountingEmbedder(space);
  await new CachedEmbedder(inner, folder).embed(['one', 'two'], passages);
  expect(inner.seen).toEqual([]);
});

test('another version of the model shares nothing', async () => {
  await new CachedEmbedder(new CountingEmbedder(space), folder).embed(['one'], passages);
  const inner = new CountingEmbedder({ ...space, version: '2' });
  const cache = new CachedEmbedder(inner, folder);
  await cache.embed(['one'], passages);
  expect(inner.seen).toEqual(['one']);
  expect(cache).toMatchObject({ provider: 'test', pricePerMillionTokens: 2, cosineWorth: 0.3 });
});
