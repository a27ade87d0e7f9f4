import type { ChatModel, ChatRequest, TokenUsage } from '@groundwork/inference';
import type { CostEntry } from '../answer.ts';

/** A model call's entry in the ledger; without the provider's count, tokens are estimated by length. */
export function costOf(
  model: ChatModel,
  purpose: CostEntry['purpose'],
  call: { readonly request: ChatRequest; readonly reply: string; readonly usage?: TokenUsage | undefined },
): CostEntry {
  const { request, reply, usage } = call;
  const asked = [request.system, ...request.messages.map(({ content }) => content)].join('\n');
  const inputTokens = usage?.inputTokens ?? estimateTokens(asked);
  const outputTokens = usage?.outputTokens ?? estimateTokens(reply);
  return {
    operation: 'chat',
    purpose,
    provider: model.provider,
    model: model.model,
    inputTokens,
    outputTokens,
    costUsd: (inputTokens * model.price.input + outputTokens * model.price.output) / 1e6,
    ...(usage ? {} : { estimated: true }),
  };
}

/** About one token per Chinese character and per four others, as byte-pair encodings come out on such text. */
function estimateTokens(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return Math.ceil(han + (text.length - han) / 4);
}
