import { UserError } from '@groundwork/kernel';
import type { ChatCompletionRequest } from '@groundwork/protocol';

type WireMessage = ChatCompletionRequest['messages'][number];

/** The one model there is. */
export const modelName = 'groundwork';

/** Parameters that mean something here. */
const known = new Set(['model', 'messages', 'stream', 'stream_options', 'n', 'groundwork']);

/** What a chat completion asks: the last user message, with the turns before it as history. */
export function toQuestion(request: ChatCompletionRequest) {
  if (request.model !== modelName)
    throw new UserError('request.invalid', `There is no model "${request.model}"; use "${modelName}".`, {
      details: { issues: [{ path: 'body.model', message: `must be "${modelName}"` }] },
    });
  const last = request.messages.findLastIndex((message) => message.role === 'user');
  const question = last < 0 ? '' : textOf(request.messages[last]);
  if (question.trim() === '')
    throw new UserError('request.invalid', 'body.messages: there is no user message with text.');
  const collections = request.groundwork?.collections;
  return {
    question,
    history: toHistory(request.messages.slice(0, last)),
    ...(collections ? { collections } : {}),
  };
}

/** Parameters of the request that change nothing, for the reply to name. */
export function ignoredParameters(request: ChatCompletionRequest): string[] {
  const names = Object.keys(request).filter((name) => !known.has(name));
  const hasInstructions = request.messages.some(({ role }) => role === 'system' || role === 'developer');
  return hasInstructions ? [...names, 'messages[role=system]'] : names;
}

function toHistory(messages: readonly WireMessage[]): { role: 'user' | 'assistant'; content: string }[] {
  return messages.flatMap((message) => {
    const content = textOf(message);
    const { role } = message;
    return (role === 'user' || role === 'assistant') && content !== '' ? [{ role, content }] : [];
  });
}

function textOf(message: WireMessage | undefined): string {
  const content = message?.content;
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => part.text ?? '').join('\n');
}
