import { z } from 'zod';
import { AnswerOutcome, AnswerStreamPart } from './answers.ts';
import { defineRoute } from './define-route.ts';
import { AnswerId, CollectionId, ConversationId, EscalationId, MessageId } from './ids.ts';

const byId = z.object({ id: ConversationId });

export const Conversation = z.object({ id: ConversationId, createdAt: z.iso.datetime() });

export const Message = z.object({
  id: MessageId,
  role: z.enum(['customer', 'assistant', 'agent']),
  text: z.string(),
  answerId: AnswerId.exactOptional(),
  createdAt: z.iso.datetime(),
});
export type Message = z.infer<typeof Message>;

/** A hand-over. Without the transcript: replays are kept for a while, and no text may outlive its source in them. */
export const Escalation = z.object({
  id: EscalationId,
  conversationId: ConversationId,
  reason: z.string(),
  createdAt: z.iso.datetime(),
});

export const startConversation = defineRoute({
  name: 'startConversation',
  method: 'POST',
  path: '/v1/conversations',
  summary: 'Start a conversation.',
  scope: ['answer'],
  status: 201,
  response: Conversation,
  idempotent: true,
  errors: [],
});

export const listMessages = defineRoute({
  name: 'listMessages',
  method: 'GET',
  path: '/v1/conversations/:id/messages',
  summary: 'Read the messages of a conversation, oldest first.',
  scope: ['answer'],
  params: byId,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(1_000).default(200) }),
  status: 200,
  response: z.object({ messages: z.array(Message) }),
  errors: ['conversation.not-found'],
});

export const sendMessage = defineRoute({
  name: 'sendMessage',
  method: 'POST',
  path: '/v1/conversations/:id/messages',
  summary: 'Ask within a conversation. The reply is an event stream, or JSON where asked for.',
  scope: ['answer'],
  params: byId,
  body: z.strictObject({
    text: z.string().trim().min(1),
    collections: z.array(CollectionId).min(1).max(100).exactOptional(),
    stream: z
      .boolean()
      .exactOptional()
      .describe('Default: true, unless the header Accept asks for application/json.'),
  }),
  status: 200,
  response: AnswerOutcome,
  stream: AnswerStreamPart,
  streamsByDefault: true,
  idempotent: 'by-id',
  errors: ['answer.question-too-long', 'collection.not-found', 'conversation.not-found', 'model.unavailable'],
});

export const escalateConversation = defineRoute({
  name: 'escalateConversation',
  method: 'POST',
  path: '/v1/conversations/:id/escalate',
  summary: 'Hand a conversation over to people.',
  scope: ['answer'],
  params: byId,
  body: z.strictObject({ reason: z.string().trim().min(1).max(4_000) }),
  status: 201,
  response: Escalation,
  idempotent: true,
  errors: ['conversation.not-found'],
});
