import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  ChunkId,
  CollectionId,
  DocumentId,
  DocumentVersionId,
  newId,
  type Principal,
  silentLogger,
  systemClock,
  TenantId,
} from '@groundwork/kernel';
import { EmbeddingSpaces, EmbedQuery, indexTerms, SearchPassages } from '@groundwork/retrieval';
import { MemoryChunkIndex, MemoryEmbeddingSpaceStore } from '@groundwork/testing';
import { Converter } from 'opencc-js';
import { EvaluateRetrieval } from '../src/retrieval/evaluate-retrieval.ts';
import { type BeirDataset, type CorpusRow, readBeirDataset } from '../src/datasets/read-beir-dataset.ts';

const directory = fileURLToPath(new URL('../../../../../shared/data/retrieval', import.meta.url));
const present = existsSync(directory);
if (!present) console.warn('Skipped: the retrieval sets are not beside the repository (../shared/data).');

/** BM25 alone through production's analysis and search, one Chunk per document. */
function openIndex() {
  const tenantId = newId(TenantId);
  const reader: Principal = { tenantId, kind: 'user', id: 'u', grants: ['everyone'], scopes: ['search'] };
  const collectionId = newId(CollectionId);
  const index = new MemoryChunkIndex();
  const spaces = new EmbeddingSpaces({
    store: new MemoryEmbeddingSpaceStore(index),
    embedders: [
      {
        provider: 'none',
        space: { name: 'none', version: '1', dimensions: 1, distance: 'cosine' },
        pricePerMillionTokens: 0,
        embed: () => Promise.reject(new Error('not part of this test')),
      },
    ],
    queue: { enqueue: async () => {} },
    clock: systemClock,
  });
  const embedQuery = new EmbedQuery({ spaces, logger: silentLogger, timeoutMs: 1_000 });
  const search = new SearchPassages({ index, spaces, embedQuery, clock: systemClock });
  return {
    ingest: async (rows: AsyncIterable<CorpusRow>) => {
      let count = 0;
      for await (const { _id, title, text } of rows) {
        const content = { title, headingPath: [], text };
        index.add({
          tenantId,
          passage: {
            ...content,
            chunkId: ChunkId.parse(String(++count)),
            documentId: newId(DocumentId),
            versionId: newId(DocumentVersionId),
            collectionId,
            externalId: _id,
            span: { start: 0, end: text.length },
            language: 'und',
            flags: [],
          },
          terms: indexTerms(content),
        });
      }
    },
    search: (query: string, limit: number) => search.run(reader, { query, limit }),
  };
}

const evaluate = (dataset: BeirDataset, { ingest, search }: ReturnType<typeof openIndex>) =>
  new EvaluateRetrieval().run({ dataset, docs: 1, ingest: () => ingest(dataset.corpus()), search });

const toSimplified = Converter({ from: 'tw', to: 'cn' });
/** Some 150 queries, evenly taken: enough for a floor; the command line measures all. */
const sample = (dataset: BeirDataset): BeirDataset => {
  const step = Math.max(1, Math.round(dataset.queries.length / 150));
  return { ...dataset, queries: dataset.queries.filter((_, index) => index % step === 0) };
};

(present ? describe : describe.skip)('BM25 on public sets', () => {
  test.each([
    ['xquad_zh', 0.95],
    ['xquad_en', 0.95],
    ['lawbench_article', 0.97],
    ['northwind_hr', 0.67],
  ])('%s reaches nDCG@10 %f', async (name, floor) => {
    const dataset = sample(await readBeirDataset(`${directory}/${name}`));
    const { lexical, fused } = await evaluate(dataset, openIndex());
    expect(lexical.ndcg10).toBeGreaterThanOrEqual(floor);
    expect(fused).toEqual(lexical);
  });

  test('Traditional documents are found by Traditional and by Simplified questions alike', async () => {
    const dataset = sample(await readBeirDataset(`${directory}/drcd_trad`));
    const simplified = dataset.queries.map((query) => ({ ...query, text: toSimplified(query.text) }));
    const { ingest, search } = openIndex();
    const asWritten = await evaluate(dataset, { ingest, search });
    const converted = await evaluate({ ...dataset, queries: simplified }, { ingest: async () => {}, search });
    expect(asWritten.lexical.ndcg10).toBeGreaterThanOrEqual(0.95);
    expect(Math.abs(converted.lexical.ndcg10 - asWritten.lexical.ndcg10)).toBeLessThan(0.005);
  }, 120_000);
});
