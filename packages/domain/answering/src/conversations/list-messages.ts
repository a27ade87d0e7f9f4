import { UserError, type ConversationId, type Principal } from '@groundwork/kernel';
import type { Message } from '../conversation.ts';
import type { ConversationStore } from '../stores.ts';

/** The latest turns of a Conversation, oldest first. Throws `UserError('conversation.not-found')`. */
export class ListMessages {
  constructor(private readonly deps: { readonly conversations: ConversationStore }) {}

  async run(principal: Principal, id: ConversationId, limit = 100): Promise<Message[]> {
    if (!(await this.deps.conversations.find(principal, id))) {
      throw new UserError('conversation.not-found', 'There is no such conversation.');
    }
    return this.deps.conversations.listMessages(principal, id, limit);
  }
}
