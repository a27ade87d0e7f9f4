import type { Embedder } from '@groundwork/inference';
import { EmbeddingSpaceId, newId, OperationalError } from '@groundwork/kernel';
import type { DocumentParser } from '../src/index.ts';
import { alone, openIngestion, plainParser } from './opened-ingestion.ts';

const spaceId = newId(EmbeddingSpaceId);

/** Vectors that say which text they stand for: its length. */
function embedderOf(embed: Embedder['embed'] = lengths): Embedder {
  const space = { name: 'lengths', version: '1', dimensions: 1, distance: 'cosine' } as const;
  return { provider: 'test', space, pricePerMillionTokens: 2, embed };
}

const lengths: Embedder['embed'] = async (texts) => ({
  vectors: texts.map((text) => Float32Array.of(text.length)),
  inputTokens: texts.length * 10,
});

const failing: DocumentParser = {
  ...plainParser,
  parse: async () => {
    throw new OperationalError('database.unavailable', 'down');
  },
};

test('publishes every chunk with its terms and its vector in each space, once', async () => {
  const costs: number[] = [];
  const opened = await openIngestion({
    embedders: async () => [{ spaceId, embedder: embedderOf() }],
    recordCosts: async (_, recorded) => void costs.push(...recorded.map(({ usd }) => usd)),
  });
  const { document } = await opened.addText(`${'One sentence here. '.repeat(50)}`);
  await opened.run(document.id);
  await opened.run(document.id);
  expect(opened.stores.published).toHaveLength(1);
  const [{ version }] = opened.stores.published as [(typeof opened.stores.published)[number]];
  for (const chunk of version.chunks) {
    expect(chunk.text).toBe(version.text.slice(chunk.span.start, chunk.span.end));
    expect(chunk.vectors.get(spaceId)).toEqual(Float32Array.of(chunk.text.length));
    expect(chunk.terms.get(chunk.text)).toBe(1);
  }
  expect(version.language).toBe('en');
  expect(costs).toEqual([(version.chunks.length * 10 * 2) / 1e6]);
});

test('a document that its sender must mend fails at once, with the reason', async () => {
  const opened = await openIngestion();
  const { document } = await opened.addText(' \n');
  await opened.run(document.id);
  const failed = await opened.documents.find(opened.principal, document.id);
  expect(failed?.status).toBe('failed');
  expect(failed?.failure?.code).toBe('document.no-text');
});

test('a failure outside is thrown for the queue to try again, until the claims are used up', async () => {
  const opened = await openIngestion({ parser: failing });
  const { document } = await opened.addText('x');
  for (let claim = 1; claim < 10; claim++) await expect(opened.run(document.id)).rejects.toThrow('down');
  expect(await opened.statusOf(document.id)).toBe('processing');
  await opened.run(document.id);
  const failed = await opened.documents.find(opened.principal, document.id);
  expect(failed).toMatchObject({ status: 'failed', failure: { code: 'database.unavailable' } });
});

test('a fault of ours is tried three times and hides its message', async () => {
  const opened = await openIngestion({
    parser: {
      ...plainParser,
      parse: async () => {
        throw new TypeError('x is not a function');
      },
    },
  });
  const { document } = await opened.addText('x');
  await expect(opened.run(document.id)).rejects.toThrow(TypeError);
  await expect(opened.run(document.id)).rejects.toThrow(TypeError);
  await opened.run(document.id);
  const failed = await opened.documents.find(opened.principal, document.id);
  expect(failed?.failure?.code).toBe('internal.bug');
  expect(failed?.failure?.message).not.toContain('function');
});

test('a document over which processes died again and again ends as failed', async () => {
  const opened = await openIngestion();
  const { document } = await opened.addText('x');
  for (let death = 0; death < 10; death++) await opened.stores.claim(opened.principal.tenantId, document.id);
  await opened.run(document.id);
  expect(await opened.statusOf(document.id)).toBe('failed');
});

test('a newer original that arrives meanwhile is the one that is published', async () => {
  const newer: { add?: () => Promise<unknown> } = {};
  const opened = await openIngestion({
    embedders: async () => {
      await newer.add?.();
      delete newer.add;
      return [];
    },
  });
  const { document } = await opened.addText('old text');
  newer.add = () => opened.addText('new text');
  await opened.run(document.id);
  expect(opened.stores.published.map(({ version }) => version.text)).toEqual(['new text']);
});

test('a shutdown leaves the document to be taken up again', async () => {
  const controller = new AbortController();
  const opened = await openIngestion({
    embedders: async () => {
      controller.abort();
      return [{ spaceId, embedder: embedderOf() }];
    },
  });
  const { document } = await opened.addText('x');
  await expect(opened.run(document.id, controller.signal)).rejects.toThrow(/abort/i);
  expect(await opened.statusOf(document.id)).toBe('processing');
  await opened.run(document.id);
});

test('small documents that wait are taken along, and each comes to its own end', async () => {
  const opened = await openIngestion({
    limits: { ...alone, together: { documents: 10, bytes: 100 } },
    parser: {
      ...plainParser,
      parse: async (original, options) => {
        if (original.fileName === 'down') throw new OperationalError('database.unavailable', 'down');
        return plainParser.parse(original, options);
      },
    },
  });
  const add = async (text: string, name: string) => (await opened.addText(text, name)).document.id;
  const [first, second] = [await add('first', 'first'), await add('second', 'second')];
  const [empty, down] = [await add(' \n', 'empty'), await add('x', 'down')];
  const large = await add('x'.repeat(200), 'large');
  await expect(opened.run(first)).rejects.toThrow('down');
  const ends = [first, second, empty, down, large].map((id) => opened.statusOf(id));
  expect(await Promise.all(ends)).toEqual(['ready', 'ready', 'failed', 'processing', 'pending']);
});

test('a document that another job of this process has in hand is not begun twice', async () => {
  let parses = 0;
  const opened = await openIngestion({
    limits: { ...alone, together: { documents: 10, bytes: 100 } },
    parser: {
      ...plainParser,
      parse: async (original, options) => {
        parses++;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return plainParser.parse(original, options);
      },
    },
  });
  const first = (await opened.addText('first', 'first')).document.id;
  const second = (await opened.addText('second', 'second')).document.id;
  const running = opened.run(first);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await opened.run(second);
  await running;
  expect(parses).toBe(2);
  expect(opened.stores.published).toHaveLength(2);
});

test('who takes over from a process that died embeds only what that one had not kept', async () => {
  const asked: string[] = [];
  let dies = true;
  const opened = await openIngestion({
    limits: { ...alone, embedBatch: 1, draftAfterMs: 0 },
    embedders: async () => [
      {
        spaceId,
        embedder: embedderOf(async (texts, options) => {
          if (asked.length >= 3 && dies) throw new OperationalError('model.unavailable', 'gone');
          asked.push(...texts);
          return lengths(texts, options);
        }),
      },
    ],
  });
  const paragraphs = Array.from({ length: 20 }, (_, i) => `Sentence ${i} says this. `.repeat(60));
  const { document } = await opened.addText(paragraphs.join(''));
  await expect(opened.run(document.id)).rejects.toThrow('gone');
  const kept = asked.length;
  dies = false;
  await opened.run(document.id);
  const [{ version }] = opened.stores.published as [(typeof opened.stores.published)[number]];
  expect(version.chunks.length).toBeGreaterThan(kept + 2);
  // At most the calls that were under way when the first one failed are made twice.
  expect(asked.length).toBeLessThanOrEqual(version.chunks.length + 2);
  for (const chunk of version.chunks) {
    expect(chunk.vectors.get(spaceId)).toEqual(Float32Array.of(chunk.text.length));
  }
});

test('what a parser took long for is not parsed again', async () => {
  let parses = 0;
  const opened = await openIngestion({
    parser: {
      ...plainParser,
      parse: async (original, options) => {
        parses++;
        opened.time.now += 60_000;
        return plainParser.parse(original, options);
      },
    },
    embedders: async () => {
      if (parses === 1) throw new OperationalError('model.unavailable', 'gone');
      return [];
    },
  });
  const { document } = await opened.addText('a long scan');
  await expect(opened.run(document.id)).rejects.toThrow('gone');
  await expect(opened.run(document.id)).rejects.toThrow('gone');
  expect(parses).toBe(1);
});
