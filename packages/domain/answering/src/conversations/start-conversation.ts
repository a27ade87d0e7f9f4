import { ConversationId, newId, type Clock, type Principal } from '@groundwork/kernel';
import type { Conversation } from '../conversation.ts';
import type { ConversationStore } from '../stores.ts';

/** A new, empty Conversation that belongs to the Principal. */
export class StartConversation {
  constructor(private readonly deps: { readonly conversations: ConversationStore; readonly clock: Clock }) {}

  async run(principal: Principal): Promise<Conversation> {
    const createdAt = this.deps.clock.now();
    const id = newId(ConversationId, createdAt.getTime());
    const conversation = { id, owner: `${principal.kind}:${principal.id}`, createdAt };
    await this.deps.conversations.create(principal, conversation);
    return conversation;
  }
}
