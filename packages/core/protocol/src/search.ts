import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { ChunkId, CollectionId, DocumentId, DocumentVersionId } from './ids.ts';

/** Offsets count UTF-16 code units of the document version's text, end exclusive. */
export const Span = z.object({ start: z.int(), end: z.int() });

const Scores = z.object({
  lexical: z.number().exactOptional().describe('BM25.'),
  vector: z.number().exactOptional().describe('Cosine, -1 to 1.'),
  fused: z.number().describe('What the ranking is by where no reranker took part, 0 to 1.'),
  reranked: z.number().exactOptional().describe('What a reranker ordered the best by; any scale.'),
});
export { Scores as PassageScores };

export const Passage = z.object({
  rank: z.int(),
  chunkId: ChunkId,
  documentId: DocumentId,
  versionId: DocumentVersionId,
  collectionId: CollectionId,
  externalId: z.string(),
  title: z.string(),
  text: z.string(),
  span: Span,
  headingPath: z.array(z.string()),
  pageStart: z.int().exactOptional(),
  pageEnd: z.int().exactOptional(),
  /** The cells of a sheet that it comes from, as spreadsheets write them. */
  cells: z.string().exactOptional(),
  language: z.string(),
  flags: z.array(z.string()),
  scores: Scores,
  duplicates: z
    .array(z.object({ documentId: DocumentId, chunkId: ChunkId }))
    .exactOptional()
    .describe('Passages left out because they say nothing beyond this one.'),
});
export type Passage = z.infer<typeof Passage>;

export const searchPassages = defineRoute({
  name: 'searchPassages',
  method: 'POST',
  path: '/v1/search',
  summary: 'Find the passages nearest to a query, among the documents that this key may see.',
  scope: ['search'],
  body: z.strictObject({
    query: z.string().trim().min(1),
    collections: z.array(CollectionId).min(1).max(100).exactOptional(),
    limit: z.int().min(1).max(100).default(10),
    asOf: z.iso
      .datetime({ offset: true })
      .exactOptional()
      .describe('Search what could be seen at this time. Needs the scope audit.'),
  }),
  status: 200,
  response: z.object({
    passages: z.array(Passage),
    revision: z.string(),
    searchedAt: z.iso.datetime(),
    lexicalOnly: z.string().exactOptional().describe('Why vectors took no part, where they did not.'),
    notReranked: z
      .string()
      .exactOptional()
      .describe('Why the configured reranker took no part, where it did not.'),
    timings: z.object({
      analyseMs: z.number(),
      embedMs: z.number(),
      searchMs: z.number(),
      rerankMs: z.number().exactOptional(),
    }),
  }),
  errors: ['collection.not-found', 'request.too-large'],
});
