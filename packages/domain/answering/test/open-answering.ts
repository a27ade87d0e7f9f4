import {
  ChunkId,
  CollectionId,
  DocumentId,
  DocumentVersionId,
  newId,
  silentLogger,
  TenantId,
  type Grant,
  type Principal,
} from '@groundwork/kernel';
import { EmbedQuery, EmbeddingSpaces, indexTerms, SearchPassages } from '@groundwork/retrieval';
import {
  MemoryAnswerCache,
  MemoryAnswerStore,
  MemoryChunkIndex,
  MemoryConversationStore,
  MemoryCostLedger,
  MemoryEmbeddingSpaceStore,
} from '@groundwork/testing';
import {
  AnswerQuestion,
  ExtractiveAnswerer,
  RuleRewriter,
  type AnswerEvent,
  type AnswerOutcome,
  type AnswerQuestionDeps,
} from '../src/index.ts';

export const tenantId = newId(TenantId);
const collectionId = newId(CollectionId);

export function readerWith(grants: readonly Grant[] = ['everyone'], id = 'reader'): Principal {
  return { tenantId, kind: 'user', id, grants, scopes: ['search', 'answer'] };
}

const noEmbedder = {
  provider: 'none',
  space: { name: 'none', version: '1', dimensions: 1, distance: 'cosine' },
  languages: [],
  pricePerMillionTokens: 0,
  embed: async () => ({ vectors: [], inputTokens: 0 }),
} as const;

/** The use case over real search, in memory. */
export function openAnswering(options: Partial<AnswerQuestionDeps> = {}) {
  const index = new MemoryChunkIndex();
  let now = 1_800_000_000_000;
  const clock = { now: () => new Date((now += 5)) };
  const store = new MemoryEmbeddingSpaceStore(index);
  const spaces = new EmbeddingSpaces({
    store,
    embedders: [noEmbedder],
    queue: { enqueue: async () => undefined },
    clock,
  });
  const embedQuery = new EmbedQuery({ spaces, logger: silentLogger, timeoutMs: 1_000 });
  const conversations = new MemoryConversationStore();
  const answers = new MemoryAnswerStore(conversations);
  const cache = new MemoryAnswerCache();
  const ledger = new MemoryCostLedger();
  const answerQuestion = new AnswerQuestion({
    search: new SearchPassages({ index, spaces, embedQuery, clock }),
    chunks: index,
    answers,
    cache,
    conversations,
    ledger,
    answerer: new ExtractiveAnswerer(),
    rewriter: new RuleRewriter(),
    clock,
    logger: silentLogger,
    ...options,
  });
  let chunks = 0;
  const add = (text: string, given: { title?: string; access?: readonly Grant[] } = {}): ChunkId => {
    chunks += 1;
    const chunkId = ChunkId.parse(String(chunks));
    const title = given.title ?? `Document ${chunks}`;
    index.add({
      tenantId,
      passage: {
        chunkId,
        documentId: newId(DocumentId),
        versionId: newId(DocumentVersionId),
        collectionId,
        externalId: `document-${chunks}`,
        title,
        text,
        span: { start: 0, end: text.length },
        headingPath: [],
        language: 'en',
        flags: [],
      },
      terms: indexTerms({ title, headingPath: [], text }),
      ...(given.access ? { access: given.access } : {}),
    });
    return chunkId;
  };
  return { answerQuestion, index, add, answers, cache, conversations, ledger, clock };
}

export async function collect(events: AsyncIterable<AnswerEvent>): Promise<AnswerEvent[]> {
  const all: AnswerEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

export function outcomeOf(events: readonly AnswerEvent[]): AnswerOutcome {
  const last = events.at(-1);
  if (last?.type === 'answer-end') return last.answer;
  if (last?.type === 'answer-abstain') return last.abstention;
  throw new Error(`The events end with ${last?.type ?? 'nothing'}.`);
}

/** The sentences a reader saw. */
export function shown(events: readonly AnswerEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'answer-delta' ? [event.sentence.text] : []));
}
