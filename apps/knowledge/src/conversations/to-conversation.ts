import type { Conversation, EscalatedConversation, Message } from '@groundwork/answering';
import type {
  escalateConversation,
  Message as MessageBody,
  RouteResponse,
  startConversation,
} from '@groundwork/protocol';
import { toCitation } from '../answers/to-outcome.ts';

export function toConversation({ id, createdAt }: Conversation): RouteResponse<typeof startConversation> {
  return { id, createdAt: createdAt.toISOString() };
}

export function toMessage({ id, role, text, answerId, createdAt }: Message): MessageBody {
  return {
    id,
    role,
    text,
    ...(answerId === undefined ? {} : { answerId }),
    createdAt: createdAt.toISOString(),
  };
}

export function toEscalation(escalation: EscalatedConversation): RouteResponse<typeof escalateConversation> {
  const { id, conversationId, reason, createdAt, transcript, sources } = escalation;
  return {
    id,
    conversationId,
    reason,
    createdAt: createdAt.toISOString(),
    transcript: transcript.map(toMessage),
    sources: sources.map(({ answerId, citations }) => ({ answerId, citations: citations.map(toCitation) })),
  };
}
