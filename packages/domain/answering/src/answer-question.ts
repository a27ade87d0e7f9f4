import type { CollectionId, ConversationId, Logger, Principal } from '@groundwork/kernel';
import { AnswerId, newId, UserError, type Clock } from '@groundwork/kernel';
import type { ChatMessage, Embedder } from '@groundwork/inference';
import type { ChunkIndex, Passage, SearchQuery, SearchResult } from '@groundwork/retrieval';
import type { AbstentionReason, AnswerOutcome, AnswerSentence } from './answer.ts';
import type { AnswerEvent } from './answer-event.ts';
import { answerKey } from './answer-key.ts';
import type { Answerer, AnswererInput } from './answerer.ts';
import { AnswerDraft } from './answer-draft.ts';
import { assessEvidence } from './evidence/assess-evidence.ts';
import { evidenceModel, evidenceThreshold } from './evidence/evidence-model.ts';
import { compareSentences, type QuestionLikeness } from './evidence/sentence-likeness.ts';
import type { QuestionRewriter } from './rewriting/question-rewriter.ts';
import { releaseSentences } from './release-sentences.ts';
import { embeddingCost, type QueryEmbedding } from './search-costs.ts';
import type { AnswerCache, AnswerStore, ConversationStore, CostLedger } from './stores.ts';
import { verifierVersion } from './verification/verify-sentence.ts';

/** What AnswerQuestion needs of retrieval; `SearchPassages` is it. */
export interface PassageSearch {
  run(principal: Principal, query: SearchQuery): Promise<SearchResult>;
}

export interface AnswerQuestionDeps {
  readonly search: PassageSearch;
  readonly chunks: Pick<ChunkIndex, 'stillVisible' | 'revision'>;
  readonly answers: AnswerStore;
  readonly cache: AnswerCache;
  readonly conversations: ConversationStore;
  readonly ledger: CostLedger;
  readonly answerer: Answerer;
  /** Takes over where the answerer fails before any sentence was released; absent: abstain. */
  readonly fallback?: Answerer;
  readonly rewriter: QuestionRewriter;
  /** Adds what stands beside the best Passages, for the answerer to read; `WidenPassages` is it. */
  readonly widen?: { run(principal: Principal, passages: readonly Passage[]): Promise<readonly Passage[]> };
  /** Compares sentences with the question; the model of `evidenceSpace`, for whose cosines the evidence is fitted. */
  readonly meaning?: Pick<Embedder, 'embed' | 'provider' | 'space' | 'pricePerMillionTokens'>;
  /** What a query's embedding costs, for the ledger. */
  readonly embedding?: QueryEmbedding;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings?: Partial<AnswerSettings>;
}

export interface AnswerSettings {
  /** Passages given to the answerer. */
  readonly passages: number;
  /** Least probability that the evidence answers the question. */
  readonly threshold: number;
  /** Longest time an answerer may take (milliseconds). */
  readonly timeoutMs: number;
  /** Most sentences of one answer. */
  readonly sentences: number;
  /** Messages of the Conversation taken into account. */
  readonly history: number;
}

export interface QuestionRequest {
  readonly question: string;
  readonly collections?: readonly CollectionId[] | undefined;
  readonly conversationId?: ConversationId | undefined;
  /** Earlier turns that the caller keeps itself, oldest first; without `conversationId`. */
  readonly history?: readonly ChatMessage[] | undefined;
  /** Aborts when the reader leaves. */
  readonly signal?: AbortSignal | undefined;
}

/** Characters. */
export const maxQuestionLength = 2_000;

export const defaultAnswerSettings: AnswerSettings = {
  passages: 10,
  threshold: evidenceThreshold,
  timeoutMs: 60_000,
  sentences: 30,
  history: 20,
};

/**
 * Answers a question from the documents that the Principal may see: search, judge the evidence, draft, verify, release.
 * A sentence is released only after it was verified and its sources were seen to be visible still. The outcome is saved
 * before its ending event. A reader who leaves stops the model; what had been released is saved as it is, with the setting
 * `incomplete`, because it was read; an answer of which nothing was released is not saved, only its costs.
 *
 * Throws `UserError` (`request.invalid`, `answer.question-too-long`, `conversation.not-found`) before the first event, and
 * what the stores and the search throw. A failing model is an Abstention or the fallback's answer, not an error.
 */
export class AnswerQuestion {
  private readonly settings: AnswerSettings;

  constructor(private readonly deps: AnswerQuestionDeps) {
    this.settings = { ...defaultAnswerSettings, ...deps.settings };
  }

  async *run(principal: Principal, request: QuestionRequest): AsyncGenerator<AnswerEvent> {
    const question = request.question.trim();
    if (question === '') throw new UserError('request.invalid', 'The question is empty.');
    if (question.length > maxQuestionLength) {
      throw new UserError(
        'answer.question-too-long',
        `A question may have up to ${maxQuestionLength} characters.`,
      );
    }
    const history = request.conversationId
      ? await this.readHistory(principal, request.conversationId)
      : (request.history ?? []).slice(-this.settings.history);
    const { clock } = this.deps;
    const draft = new AnswerDraft({
      id: newId(AnswerId, clock.now().getTime()),
      principal,
      question,
      ...(request.collections ? { collections: request.collections } : {}),
      ...(request.conversationId ? { conversationId: request.conversationId } : {}),
      settings: this.settingsInForce(),
      clock,
    });
    const leave = new AbortController();
    const signal = request.signal ? AbortSignal.any([request.signal, leave.signal]) : leave.signal;
    try {
      yield { type: 'answer-start', answerId: draft.id };
      yield* this.replay(principal, draft, history);
      if (!draft.outcome) yield* this.answer(principal, draft, history, signal);
    } finally {
      leave.abort();
      if (!draft.outcome) await this.saveUnfinished(principal, draft);
    }
  }

  private async readHistory(principal: Principal, id: ConversationId): Promise<ChatMessage[]> {
    const { conversations } = this.deps;
    if (!(await conversations.find(principal, id))) {
      throw new UserError('conversation.not-found', 'There is no such conversation.');
    }
    const messages = await conversations.listMessages(principal, id, this.settings.history);
    return messages.map(({ role, text }) => ({
      role: role === 'customer' ? 'user' : 'assistant',
      content: text,
    }));
  }

  private settingsInForce(): Record<string, string | number | boolean> {
    const { answerer, rewriter } = this.deps;
    const { passages, threshold, sentences } = this.settings;
    return {
      answerer: `${answerer.name}@${answerer.version}`,
      rewriter: rewriter.name,
      verifier: verifierVersion,
      evidenceModel: evidenceModel.version,
      passages,
      threshold,
      sentences,
    };
  }

  /** An outcome kept for the same question, readers' access and revision of the index, if all of it may be seen still. */
  private async *replay(
    principal: Principal,
    draft: AnswerDraft,
    history: readonly ChatMessage[],
  ): AsyncGenerator<AnswerEvent> {
    draft.key = answerKey(principal, {
      question: draft.question,
      history,
      settings: draft.settings,
      ...draft.within,
    });
    const revision = await this.deps.chunks.revision(principal);
    const kept = await this.deps.cache.find(principal, draft.key, revision);
    if (!kept) return;
    const citations =
      kept.kind === 'answer' ? kept.sentences.flatMap((sentence) => sentence.citations) : kept.nearest;
    const chunkIds = [...new Set(citations.map((citation) => citation.chunkId))];
    const visible = await this.deps.chunks.stillVisible(principal, chunkIds);
    if (chunkIds.some((id) => !visible.has(id))) return;
    yield { type: 'passages-found', passages: [] };
    if (kept.kind === 'answer') {
      for (const sentence of kept.sentences) {
        // Looked at again right before each release: access may end between two sentences.
        if (!(await this.isVisible(principal, sentence))) return;
        draft.release(sentence);
        yield { type: 'answer-delta', sentence };
      }
    }
    yield* this.end(principal, draft, draft.fromCache(kept));
  }

  private async *answer(
    principal: Principal,
    draft: AnswerDraft,
    history: readonly ChatMessage[],
    signal: AbortSignal,
  ): AsyncGenerator<AnswerEvent> {
    // A cached answer that lost a source half-way: what was released stays, nothing is added.
    if (draft.sentences.length > 0)
      return yield* this.end(principal, draft, draft.toAnswer(draft.confidence));
    const rewritten = await this.deps.rewriter.rewrite(draft.question, history, signal);
    draft.standaloneQuestion = rewritten.question;
    draft.costs.push(...rewritten.costs);

    const result = await this.deps.search.run(principal, {
      query: rewritten.question,
      limit: this.settings.passages,
      signal,
      ...draft.within,
    });
    const read = (await this.deps.widen?.run(principal, result.passages)) ?? result.passages;
    draft.found({ ...result, passages: read }, this.deps.embedding);
    yield { type: 'passages-found', passages: result.passages };

    const abstain = (reason: AbstentionReason): AnswerOutcome => draft.toAbstention(reason, result.passages);
    if (result.passages.length === 0) return yield* this.end(principal, draft, abstain('no-passages'));
    const likeness = await this.compare(draft, result.passages, signal);
    const assessment = assessEvidence(rewritten.question, result, likeness);
    draft.confidence = assessment.probability;
    draft.settings['evidenceBasis'] = assessment.basis;
    draft.settings['evidence'] = Math.round(assessment.probability * 1000) / 1000;
    if (assessment.missingName !== undefined) draft.settings['missingName'] = assessment.missingName;
    if (assessment.probability < this.settings.threshold)
      return yield* this.end(principal, draft, abstain('weak-evidence'));

    const given = { history, ...(likeness && { likeness }) };
    yield* this.release(principal, draft, this.deps.answerer, { passages: read, ...given }, signal);
    if (signal.aborted) return;
    if (draft.failure !== undefined && draft.sentences.length === 0 && this.deps.fallback) {
      draft.settings['fallback'] = `${this.deps.fallback.name}@${this.deps.fallback.version}`;
      const { passages } = result;
      yield* this.release(principal, draft, this.deps.fallback, { passages, ...given }, signal);
      if (signal.aborted) return;
    }
    if (draft.sentences.length > 0)
      return yield* this.end(principal, draft, draft.toAnswer(assessment.probability));
    yield* this.end(
      principal,
      draft,
      abstain(draft.failure === undefined ? 'nothing-verified' : 'model-failed'),
    );
  }

  private async compare(
    draft: AnswerDraft,
    passages: readonly Passage[],
    signal: AbortSignal,
  ): Promise<QuestionLikeness | undefined> {
    const { meaning } = this.deps;
    if (!meaning) return undefined;
    const likeness = await compareSentences(
      meaning,
      { question: draft.standaloneQuestion, passages },
      signal,
    );
    const { provider, space, pricePerMillionTokens } = meaning;
    if (likeness)
      draft.costs.push(
        embeddingCost('answer', likeness.inputTokens, { provider, model: space.name, pricePerMillionTokens }),
      );
    return likeness;
  }

  private async *release(
    principal: Principal,
    draft: AnswerDraft,
    answerer: Answerer,
    given: Omit<AnswererInput, 'question' | 'language'>,
    signal: AbortSignal,
  ): AsyncGenerator<AnswerEvent> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(this.settings.timeoutMs)]);
    const input = { question: draft.standaloneQuestion, language: draft.language, ...given };
    try {
      yield* releaseSentences(answerer.answer(input, limited), {
        draft,
        passages: given.passages,
        mostSentences: this.settings.sentences,
        signal: limited,
        isVisible: (sentence) => this.isVisible(principal, sentence),
      });
    } catch (error) {
      if (signal.aborted) return;
      draft.fail(error, limited.aborted);
      this.deps.logger.warn('answerer.failed', {
        answerId: draft.id,
        answerer: answerer.name,
        code: draft.failure,
      });
    }
  }

  private async isVisible(principal: Principal, sentence: AnswerSentence): Promise<boolean> {
    const ids = [...new Set(sentence.citations.map((citation) => citation.chunkId))];
    const visible = await this.deps.chunks.stillVisible(principal, ids);
    return ids.every((id) => visible.has(id));
  }

  private async *end(
    principal: Principal,
    draft: AnswerDraft,
    outcome: AnswerOutcome,
  ): AsyncGenerator<AnswerEvent> {
    draft.outcome = outcome;
    await this.deps.answers.saveAnswer(principal, outcome);
    if (draft.isCacheable)
      await this.deps.cache.put(principal, draft.key, outcome.retrieval.revision, outcome);
    if (outcome.kind === 'answer') yield { type: 'answer-end', answer: outcome };
    else yield { type: 'answer-abstain', abstention: outcome };
  }

  private async saveUnfinished(principal: Principal, draft: AnswerDraft): Promise<void> {
    if (draft.sentences.length > 0) {
      draft.settings['incomplete'] = true;
      await this.deps.answers.saveAnswer(principal, draft.toAnswer(draft.confidence));
      return;
    }
    const costs = draft.allCosts();
    if (costs.length > 0) await this.deps.ledger.record(principal, costs, draft.id);
  }
}
