import type { Conversation, Escalation, Message } from '@groundwork/answering';
import type {
  escalateConversation,
  Message as MessageBody,
  RouteResponse,
  startConversation,
} from '@groundwork/protocol';

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

export function toEscalation(escalation: Escalation): RouteResponse<typeof escalateConversation> {
  const { id, conversationId, reason, createdAt } = escalation;
  return { id, conversationId, reason, createdAt: createdAt.toISOString() };
}
