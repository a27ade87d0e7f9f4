import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import { type AnswerCase, readAnswerCases } from '@groundwork/evaluation';
import type { Embedder } from '@groundwork/inference';
import { chunkDocument, defaultParseLimits, type Chunk, type ParsedDocument } from '@groundwork/ingestion';
import {
  ChunkId,
  CollectionId,
  DocumentId,
  DocumentVersionId,
  newId,
  silentLogger,
  TenantId,
  type Principal,
} from '@groundwork/kernel';
import {
  BuildEmbeddingSpace,
  EmbedQuery,
  EmbeddingSpaces,
  indexTerms,
  SearchPassages,
  type SearchResult,
} from '@groundwork/retrieval';
import { MemoryChunkIndex, MemoryEmbeddingSpaceStore } from '@groundwork/testing';

interface Source {
  readonly externalId: string;
  readonly title: string;
  readonly text: string;
  readonly chunks: readonly Chunk[];
}

export interface AnswerBench {
  readonly name: string;
  readonly cases: readonly AnswerCase[];
  readonly sources: readonly Source[];
  readonly search: (query: string, limit: number) => Promise<SearchResult>;
  readonly reader: Principal;
  readonly index: MemoryChunkIndex;
}

/** A dataset parsed, chunked and indexed in memory as in production; found by words alone where there is no embedder. */
export async function openAnswerBench(directory: string, embedder?: Embedder): Promise<AnswerBench> {
  const isDemo = existsSync(join(directory, 'manifest.json'));
  const sources = isDemo ? await readDemo(directory) : await readBeir(directory);
  const cases = await readAnswerCases(isDemo ? join(directory, 'questions') : directory);
  const tenantId = newId(TenantId);
  const reader: Principal = {
    tenantId,
    kind: 'user',
    id: 'reader',
    grants: ['everyone'],
    scopes: ['search', 'answer'],
  };
  const index = new MemoryChunkIndex();
  const collectionId = newId(CollectionId);
  let number = 0;
  for (const { externalId, title, chunks } of sources) {
    const [documentId, versionId] = [newId(DocumentId), newId(DocumentVersionId)];
    for (const { text, span, headingPath, pageStart, language } of chunks) {
      number += 1;
      const chunkId = ChunkId.parse(String(number));
      const page = pageStart === undefined ? {} : { pageStart };
      const passage = {
        chunkId,
        documentId,
        versionId,
        collectionId,
        externalId,
        title,
        text,
        span,
        headingPath,
        language,
        flags: [],
        ...page,
      };
      index.add({ tenantId, passage, terms: indexTerms({ title, headingPath, text }) });
    }
  }
  const clock = { now: () => new Date(0) };
  const queue = { enqueue: async () => undefined };
  const store = new MemoryEmbeddingSpaceStore(index);
  const spaces = new EmbeddingSpaces({ store, embedders: [embedder ?? noEmbedder], queue, clock });
  if (embedder) {
    const space = await store.ensure(tenantId, embedder.space);
    await new BuildEmbeddingSpace({ store, spaces, logger: silentLogger }).run(
      { tenantId, spaceId: space.id },
      new AbortController().signal,
    );
  }
  const embedQuery = new EmbedQuery({ spaces, logger: silentLogger, timeoutMs: 60_000 });
  const passages = new SearchPassages({ index, spaces, embedQuery, clock });
  return {
    name: basename(directory),
    cases,
    sources,
    reader,
    index,
    search: (query, limit) => passages.run(reader, { query, limit }),
  };
}

const noEmbedder = {
  provider: 'none',
  space: { name: 'none', version: '1', dimensions: 1, distance: 'cosine' },
  languages: [],
  pricePerMillionTokens: 0,
  embed: async () => ({ vectors: [], inputTokens: 0 }),
} as const;

async function readDemo(directory: string): Promise<Source[]> {
  const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as {
    externalId: string;
    title: string;
  }[];
  const parser = new ChildProcessDocumentParser();
  const sources: Source[] = [];
  for (const { externalId, title } of manifest) {
    const content = await readFile(join(directory, 'corpus', externalId));
    try {
      const parsed = await parser.parse(
        { content, fileName: basename(externalId) },
        { limits: defaultParseLimits },
      );
      sources.push({ externalId, title, text: parsed.text, chunks: chunkDocument(parsed) });
    } catch {
      // A page that is an image has no text yet; its questions stay unanswered.
    }
  }
  // Not awaited: its children do not keep this process alive, so a wait for their end may never be over.
  void parser.close();
  return sources;
}

async function readBeir(directory: string): Promise<Source[]> {
  const rows = (await readFile(join(directory, 'corpus.jsonl'), 'utf8')).trim().split('\n');
  return rows.map((row) => {
    const { _id, title, text } = JSON.parse(row) as { _id: string; title: string; text: string };
    return { externalId: _id, title, text, chunks: chunkDocument(plain(text)) };
  });
}

function plain(text: string): ParsedDocument {
  const blocks = [...text.matchAll(/[^\n]*\S[^\n]*/g)].map((match) => ({
    kind: 'paragraph' as const,
    span: { start: match.index, end: match.index + match[0].length },
  }));
  return { mediaType: 'text/plain', text, blocks, pages: 1, flags: [] };
}
