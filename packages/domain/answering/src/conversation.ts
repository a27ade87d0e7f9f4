import type { AnswerId, ConversationId, EscalationId, MessageId } from '@groundwork/kernel';

export interface Conversation {
  readonly id: ConversationId;
  /** Who started it: `user:…`, `api-key:…` or `visitor:…`. Only they, and admins, read it. */
  readonly owner: string;
  readonly createdAt: Date;
}

/** One turn. An assistant's turn points to its Answer, where each sentence is shown only while its sources are visible. */
export interface Message {
  readonly id: MessageId;
  readonly role: 'customer' | 'assistant' | 'agent';
  readonly text: string;
  readonly answerId?: AnswerId;
  readonly createdAt: Date;
}

/** Hand-over of a Conversation to people, with what they need to go on. */
export interface Escalation {
  readonly id: EscalationId;
  readonly conversationId: ConversationId;
  readonly reason: string;
  readonly createdAt: Date;
}
