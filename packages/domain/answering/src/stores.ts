import type { AnswerId, ConversationId, Principal } from '@groundwork/kernel';
import type { AnswerOutcome, CostEntry } from './answer.ts';
import type { Conversation, Escalation, Message } from './conversation.ts';

export interface Feedback {
  readonly rating: 'helpful' | 'unhelpful';
  readonly comment?: string;
  readonly at: Date;
}

/** An outcome as read later, with what has become unreadable taken out. */
export interface StoredAnswer {
  readonly outcome: AnswerOutcome;
  /** Sentences left out because a source was deleted or is no longer visible to this Principal. */
  readonly withdrawn: number;
  /** True where a cited Document has a newer version. */
  readonly outdated: boolean;
  readonly feedback: readonly Feedback[];
}

export interface AnswerStore {
  /** The outcome, its citations, its costs and, in a Conversation, both Messages: one transaction. */
  saveAnswer(principal: Principal, outcome: AnswerOutcome): Promise<void>;
  findAnswer(principal: Principal, id: AnswerId): Promise<StoredAnswer | undefined>;
  /** False where the answer is not found. */
  recordFeedback(principal: Principal, id: AnswerId, feedback: Feedback): Promise<boolean>;
}

/**
 * Outcomes by key for one revision of the index and one set of grants. Rows that cite a Document go in the
 * transaction that removes it or changes its access.
 */
export interface AnswerCache {
  find(principal: Principal, key: string, revision: string): Promise<AnswerOutcome | undefined>;
  put(principal: Principal, key: string, revision: string, outcome: AnswerOutcome): Promise<void>;
}

export interface ConversationStore {
  create(principal: Principal, conversation: Conversation): Promise<void>;
  find(principal: Principal, id: ConversationId): Promise<Conversation | undefined>;
  /** Oldest first; an assistant's text is made of the sentences still visible to the Principal. */
  listMessages(principal: Principal, id: ConversationId, limit: number): Promise<Message[]>;
  escalate(principal: Principal, escalation: Escalation): Promise<void>;
}

/** Append-only record of model use. */
export interface CostLedger {
  record(principal: Principal, entries: readonly CostEntry[], subject: string): Promise<void>;
  /** Sums by operation, provider and model since a time. */
  summarize(principal: Principal, since: Date): Promise<(CostEntry & { readonly calls: number })[]>;
}
