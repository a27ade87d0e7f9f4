import type {
  AnswerCache,
  AnswerOutcome,
  AnswerStore,
  Conversation,
  ConversationStore,
  CostEntry,
  CostLedger,
  Escalation,
  Feedback,
  Message,
  StoredAnswer,
} from '@groundwork/answering';
import { type AnswerId, type ConversationId, MessageId, newId, type Principal } from '@groundwork/kernel';

interface SavedAnswer {
  readonly principal: Principal;
  readonly outcome: AnswerOutcome;
  readonly feedback: Feedback[];
}

const mayRead = (principal: Principal, owner: Principal): boolean =>
  principal.tenantId === owner.tenantId &&
  (principal.id === owner.id || principal.scopes.includes('admin') || principal.scopes.includes('audit'));

/** Answers in memory, with the Messages that saving one writes into its Conversation. */
export class MemoryAnswerStore implements AnswerStore {
  readonly saved: SavedAnswer[] = [];

  constructor(private readonly conversations?: MemoryConversationStore) {}

  async saveAnswer(principal: Principal, outcome: AnswerOutcome): Promise<void> {
    this.saved.push({ principal, outcome, feedback: [] });
    if (outcome.conversationId) this.conversations?.append(outcome.conversationId, outcome);
  }

  async findAnswer(principal: Principal, id: AnswerId): Promise<StoredAnswer | undefined> {
    const saved = this.find(principal, id);
    return saved && { outcome: saved.outcome, withdrawn: 0, outdated: false, feedback: saved.feedback };
  }

  async recordFeedback(principal: Principal, id: AnswerId, feedback: Feedback): Promise<boolean> {
    const saved = this.find(principal, id);
    saved?.feedback.push(feedback);
    return saved !== undefined;
  }

  private find(principal: Principal, id: AnswerId): SavedAnswer | undefined {
    return this.saved.find((saved) => saved.outcome.id === id && mayRead(principal, saved.principal));
  }
}

/** Cached outcomes in memory: by Tenant, grants, key and revision. */
export class MemoryAnswerCache implements AnswerCache {
  readonly kept = new Map<string, AnswerOutcome>();

  async find(principal: Principal, key: string, revision: string): Promise<AnswerOutcome | undefined> {
    return this.kept.get(this.keyOf(principal, key, revision));
  }

  async put(principal: Principal, key: string, revision: string, outcome: AnswerOutcome): Promise<void> {
    this.kept.set(this.keyOf(principal, key, revision), outcome);
  }

  private keyOf({ tenantId, grants }: Principal, key: string, revision: string): string {
    return JSON.stringify([tenantId, [...grants].sort(), key, revision]);
  }
}

/** Conversations in memory; only their owner and admins read them. */
export class MemoryConversationStore implements ConversationStore {
  readonly escalations: Escalation[] = [];
  private readonly entries = new Map<
    ConversationId,
    { principal: Principal; conversation: Conversation; messages: Message[] }
  >();

  async create(principal: Principal, conversation: Conversation): Promise<void> {
    this.entries.set(conversation.id, { principal, conversation, messages: [] });
  }

  async find(principal: Principal, id: ConversationId): Promise<Conversation | undefined> {
    const entry = this.entries.get(id);
    return entry && mayRead(principal, entry.principal) ? entry.conversation : undefined;
  }

  async listMessages(principal: Principal, id: ConversationId, limit: number): Promise<Message[]> {
    return (await this.find(principal, id)) ? (this.entries.get(id)?.messages ?? []).slice(-limit) : [];
  }

  async escalate(_principal: Principal, escalation: Escalation): Promise<void> {
    this.escalations.push(escalation);
  }

  /** Both turns of an outcome. */
  append(id: ConversationId, outcome: AnswerOutcome): void {
    const { createdAt } = outcome;
    const text =
      outcome.kind === 'answer'
        ? outcome.sentences.map((sentence) => sentence.text).join(' ')
        : outcome.message;
    this.entries
      .get(id)
      ?.messages.push(
        { id: newId(MessageId), role: 'customer', text: outcome.question, createdAt },
        { id: newId(MessageId), role: 'assistant', text, answerId: outcome.id, createdAt },
      );
  }
}

/** Costs in memory. */
export class MemoryCostLedger implements CostLedger {
  readonly entries: { readonly principal: Principal; readonly cost: CostEntry; readonly subject: string }[] =
    [];

  async record(principal: Principal, costs: readonly CostEntry[], subject: string): Promise<void> {
    for (const cost of costs) this.entries.push({ principal, cost, subject });
  }

  async summarize(principal: Principal): Promise<(CostEntry & { readonly calls: number })[]> {
    const mine = this.entries.filter((entry) => entry.principal.tenantId === principal.tenantId);
    return mine.map(({ cost }) => ({ ...cost, calls: 1 }));
  }
}
