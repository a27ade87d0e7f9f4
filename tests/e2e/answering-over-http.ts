import {
  AnswerQuestion,
  ChatAnswerer,
  ExtractiveAnswerer,
  RuleRewriter,
  type AnswerEvent,
  type AnswerOutcome,
  type AnswerSentence,
  type CostEntry,
} from '@groundwork/answering';
import {
  ChunkId,
  CollectionId,
  DocumentId,
  DocumentVersionId,
  newId,
  silentLogger,
  systemClock,
  TenantId,
  type Principal,
} from '@groundwork/kernel';
import { openChatModel, openEmbedder, type ModelTimeouts } from '@groundwork/langchain-inference';
import {
  EmbeddingSpaces,
  EmbedQuery,
  indexTerms,
  SearchPassages,
  type Passage,
  type StoredPassage,
} from '@groundwork/retrieval';
import {
  MemoryChunkIndex,
  MemoryEmbeddingSpaceStore,
  OpenAiServer,
  type OpenAiStep,
} from '@groundwork/testing';

const tenantId = newId(TenantId);
export const reader: Principal = { tenantId, kind: 'user', id: 'reader', grants: ['everyone'], scopes: [] };

/** One document of the corpus and its only passage. */
export interface Page {
  readonly title: string;
  readonly text: string;
}

/** What came of one question. */
export interface Told {
  /** What a reader saw, sentence by sentence. */
  readonly shown: readonly AnswerSentence[];
  /** Absent where the reader left. */
  readonly outcome: AnswerOutcome | undefined;
  /** As the model was shown them: their numbers are `Passage.rank`. */
  readonly passages: readonly Passage[];
  /** All that left towards the reader, as it would go over a wire. */
  readonly wire: string;
}

/**
 * The whole way of an answer, search to release, with everything real but the database: BM25 in memory, the LangChain
 * model over HTTP against a scripted server.
 */
export class AnsweringOverHttp {
  readonly saved: AnswerOutcome[] = [];
  readonly ledger: CostEntry[] = [];

  private constructor(
    readonly server: OpenAiServer,
    private readonly question: { ask?: AnswerQuestion },
  ) {}

  static async open(
    pages: readonly Page[],
    options: {
      readonly timeouts?: Partial<ModelTimeouts>;
      readonly timeoutMs?: number;
      readonly withFallback?: boolean;
    } = {},
  ): Promise<AnsweringOverHttp> {
    const server = await OpenAiServer.start({ answer: () => 'As a language model I would rather chat.' });
    const self = new AnsweringOverHttp(server, {});
    const index = fill(new MemoryChunkIndex(), pages);
    const at = { baseUrl: server.baseUrl, retry: { baseMs: 1, maxMs: 2 } };
    const spaces = new EmbeddingSpaces({
      store: new MemoryEmbeddingSpaceStore(index),
      embedders: [openEmbedder({ url: 'openai:test-embedding', dimensions: 64, ...at })],
      queue: { enqueue: () => Promise.resolve() },
      clock: systemClock,
    });
    const model = openChatModel({
      url: 'openai:test-model',
      price: { input: 1, output: 2 },
      timeouts: options.timeouts,
      ...at,
    });
    self.question.ask = new AnswerQuestion({
      search: new SearchPassages({
        index,
        spaces,
        embedQuery: new EmbedQuery({ spaces, logger: silentLogger, timeoutMs: 1_000 }),
        clock: systemClock,
      }),
      chunks: index,
      answers: {
        saveAnswer: (_, outcome) => Promise.resolve(void self.saved.push(outcome)),
        findAnswer: () => Promise.resolve(undefined),
        recordFeedback: () => Promise.resolve(false),
      },
      cache: { find: () => Promise.resolve(undefined), put: () => Promise.resolve() },
      conversations: {
        create: () => Promise.resolve(),
        find: () => Promise.resolve(undefined),
        listMessages: () => Promise.resolve([]),
        escalate: () => Promise.resolve(),
      },
      ledger: {
        record: (_, entries) => Promise.resolve(void self.ledger.push(...entries)),
        summarize: () => Promise.resolve([]),
      },
      answerer: new ChatAnswerer(model),
      ...(options.withFallback && { fallback: new ExtractiveAnswerer() }),
      rewriter: new RuleRewriter(),
      clock: systemClock,
      logger: silentLogger,
      settings: { threshold: 0, timeoutMs: options.timeoutMs ?? 10_000 },
    });
    return self;
  }

  /** Asks after the server was told what to do with the next calls. */
  async ask(
    question: string,
    steps: readonly OpenAiStep[],
    { signal, onEvent }: { signal?: AbortSignal; onEvent?: (event: AnswerEvent) => void } = {},
  ): Promise<Told> {
    this.server.script(...steps);
    const events: AnswerEvent[] = [];
    for await (const event of this.question.ask?.run(reader, { question, signal }) ?? []) {
      events.push(event);
      onEvent?.(event);
    }
    const last = events.at(-1);
    return {
      shown: events.flatMap((event) => (event.type === 'answer-delta' ? [event.sentence] : [])),
      outcome: this.saved.at(-1),
      passages: events.flatMap((event) => (event.type === 'passages-found' ? event.passages : [])),
      wire: JSON.stringify([
        ...events.filter(({ type }) => type === 'answer-delta'),
        last?.type === 'answer-end' && last.answer.sentences,
        last?.type === 'answer-abstain' && last.abstention.message,
      ]),
    };
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

function fill(index: MemoryChunkIndex, pages: readonly Page[]): MemoryChunkIndex {
  for (const [at, { title, text }] of pages.entries()) {
    const passage: StoredPassage = {
      chunkId: ChunkId.parse(String(at + 1)),
      documentId: newId(DocumentId),
      versionId: newId(DocumentVersionId),
      collectionId: newId(CollectionId),
      externalId: `${title}.md`,
      title,
      text,
      // Not at the beginning of its document, so that offsets into passage and document differ.
      span: { start: 1_000, end: 1_000 + text.length },
      headingPath: [],
      language: /\p{Script=Han}/u.test(text) ? 'zh-Hans' : 'en',
      flags: [],
    };
    index.add({ tenantId, passage, terms: indexTerms(passage) });
  }
  return index;
}
