import type { AnswerId, Clock, CollectionId, ConversationId, Language, Principal } from '@groundwork/kernel';
import { isGroundworkError } from '@groundwork/kernel';
import type { Passage, SearchResult } from '@groundwork/retrieval';
import type {
  Abstention,
  AbstentionReason,
  Answer,
  AnswerOutcome,
  AnswerSentence,
  CostEntry,
  RejectedSentence,
  RetrievalRecord,
} from './answer.ts';
import { abstentionMessage, nearestCitations } from './compose-abstention.ts';
import { type QueryEmbedding, searchCosts } from './search-costs.ts';
import { detectLanguage } from './text/detect-language.ts';

interface DraftStart {
  readonly id: AnswerId;
  readonly principal: Principal;
  readonly question: string;
  readonly collections?: readonly CollectionId[];
  readonly conversationId?: ConversationId;
  readonly settings: Record<string, string | number | boolean>;
  readonly clock: Clock;
}

/** How many of the nearest Passages an Abstention shows. */
const nearestShown = 3;

/** One outcome in the making: gathers what was searched, released, rejected and spent until the outcome is made of it. */
export class AnswerDraft {
  readonly id: AnswerId;
  readonly question: string;
  readonly language: Language;
  readonly settings: Record<string, string | number | boolean>;
  readonly costs: CostEntry[] = [];
  readonly sentences: AnswerSentence[] = [];
  readonly rejected: RejectedSentence[] = [];
  /** The restriction to Collections, as searches and keys take it. */
  readonly within: { readonly collections?: readonly CollectionId[] };
  standaloneQuestion: string;
  key = '';
  confidence = 0;
  /** What a call that was broken off had cost. */
  spending: CostEntry | undefined;
  /** The code with which the answerer failed. */
  failure: string | undefined;
  outcome: AnswerOutcome | undefined;
  private retrieval: RetrievalRecord;
  private searchMs = 0;
  private firstSentenceMs: number | undefined;
  private readonly startedAt: Date;

  constructor(private readonly start: DraftStart) {
    this.id = start.id;
    this.question = start.question;
    this.standaloneQuestion = start.question;
    this.language = detectLanguage(start.question);
    this.settings = { ...start.settings };
    this.within = start.collections ? { collections: start.collections } : {};
    this.startedAt = start.clock.now();
    this.retrieval = {
      query: start.question,
      searchedAt: this.startedAt,
      revision: '',
      grants: [...start.principal.grants],
      ...this.within,
      passages: [],
    };
  }

  found(result: SearchResult, embedding?: QueryEmbedding): void {
    this.searchMs = this.elapsed();
    this.retrieval = {
      query: this.standaloneQuestion,
      searchedAt: result.searchedAt,
      revision: result.revision,
      grants: [...this.start.principal.grants],
      ...this.within,
      ...(result.spaceId ? { space: result.spaceId } : {}),
      passages: result.passages.map(({ chunkId, documentId, versionId, rank, scores }) => ({
        chunkId,
        documentId,
        versionId,
        rank,
        scores,
      })),
    };
    this.costs.push(...searchCosts(result, embedding));
    if (result.reranking) {
      this.settings['reranker'] = `${result.reranking.provider}:${result.reranking.model}`;
    }
    if (result.notReranked) this.settings['notReranked'] = result.notReranked;
  }

  release(sentence: AnswerSentence): void {
    this.firstSentenceMs ??= this.elapsed();
    this.sentences.push(sentence);
  }

  fail(error: unknown, timedOut: boolean): void {
    this.failure = timedOut ? 'model.timeout' : isGroundworkError(error) ? error.code : 'internal.bug';
    this.settings['modelFailed'] = this.failure;
  }

  /** An answer cut short, or written by a fallback, is not given again. */
  get isCacheable(): boolean {
    return (
      this.key !== '' &&
      this.failure === undefined &&
      this.outcome?.cached === false &&
      this.retrieval.revision !== ''
    );
  }

  toAnswer(confidence: number): Answer {
    return { ...this.common(), kind: 'answer', sentences: [...this.sentences], confidence };
  }

  toAbstention(reason: AbstentionReason, passages: readonly Passage[]): Abstention {
    return {
      ...this.common(),
      kind: 'abstention',
      reason,
      message: abstentionMessage(reason, this.language),
      nearest: nearestCitations(this.standaloneQuestion, passages, nearestShown),
    };
  }

  /** The kept outcome as an outcome of its own: another id and time, no cost. */
  fromCache(kept: AnswerOutcome): AnswerOutcome {
    const { conversationId: _other, ...rest } = kept;
    const { id, costs, timings, createdAt, conversationId } = this.common();
    return {
      ...rest,
      id,
      costs,
      timings,
      createdAt,
      cached: true,
      ...(conversationId ? { conversationId } : {}),
    };
  }

  /** Every call so far, one that was broken off included. */
  allCosts(): CostEntry[] {
    return this.spending ? [...this.costs, this.spending] : [...this.costs];
  }

  private elapsed(): number {
    return this.start.clock.now().getTime() - this.startedAt.getTime();
  }

  private common(): Omit<Answer, 'kind' | 'sentences' | 'confidence'> {
    return {
      id: this.id,
      ...(this.start.conversationId ? { conversationId: this.start.conversationId } : {}),
      question: this.question,
      standaloneQuestion: this.standaloneQuestion,
      language: this.language,
      retrieval: this.retrieval,
      rejected: [...this.rejected],
      settings: { ...this.settings },
      costs: this.allCosts(),
      timings: {
        searchMs: this.searchMs,
        ...(this.firstSentenceMs === undefined ? {} : { firstSentenceMs: this.firstSentenceMs }),
        totalMs: this.elapsed(),
      },
      cached: false,
      createdAt: this.startedAt,
    };
  }
}
