import {
  EscalationId,
  newId,
  UserError,
  type AnswerId,
  type Clock,
  type ConversationId,
  type Principal,
} from '@groundwork/kernel';
import type { Citation } from '../answer.ts';
import type { Escalation, Message } from '../conversation.ts';
import type { AnswerStore, ConversationStore } from '../stores.ts';

/** A hand-over with what people need to go on: every turn, and the sources of every answer that was given. */
export interface EscalatedConversation extends Escalation {
  readonly transcript: readonly Message[];
  readonly sources: readonly { readonly answerId: AnswerId; readonly citations: readonly Citation[] }[];
}

/** Turns handed over at most: the latest. More than any conversation between people and a screen has. */
const longestTranscript = 1_000;

/** Hands a Conversation over to people. Throws `UserError('conversation.not-found')`. */
export class EscalateConversation {
  constructor(
    private readonly deps: {
      readonly conversations: ConversationStore;
      readonly answers: AnswerStore;
      readonly clock: Clock;
    },
  ) {}

  async run(
    principal: Principal,
    conversationId: ConversationId,
    reason: string,
  ): Promise<EscalatedConversation> {
    const { conversations, clock } = this.deps;
    if (!(await conversations.find(principal, conversationId))) {
      throw new UserError('conversation.not-found', 'There is no such conversation.');
    }
    const transcript = await conversations.listMessages(principal, conversationId, longestTranscript);
    const sources = await this.sourcesOf(principal, transcript);
    const createdAt = clock.now();
    const escalation = { id: newId(EscalationId, createdAt.getTime()), conversationId, reason, createdAt };
    await conversations.escalate(principal, escalation);
    return { ...escalation, transcript, sources };
  }

  private async sourcesOf(
    principal: Principal,
    transcript: readonly Message[],
  ): Promise<EscalatedConversation['sources']> {
    const sources: { answerId: AnswerId; citations: readonly Citation[] }[] = [];
    for (const { answerId } of transcript) {
      const stored = answerId && (await this.deps.answers.findAnswer(principal, answerId));
      if (!stored) continue;
      const { outcome } = stored;
      const citations =
        outcome.kind === 'answer'
          ? outcome.sentences.flatMap((sentence) => sentence.citations)
          : outcome.nearest;
      sources.push({ answerId: outcome.id, citations });
    }
    return sources;
  }
}
