import type { ChatModel, ChatRequest, TokenUsage } from '@groundwork/inference';
import { OperationalError } from '@groundwork/kernel';
import { composePolicyPrompt, PolicyReply } from './compose-policy-prompt.ts';
import type { PolicyJudge, PolicyJudgement, PolicyQuestion } from './policy-judge.ts';

/**
 * Asks a chat model. A reply that cannot be read is asked for once more; throws `OperationalError`
 * (`model.invalid-output`) if that fails as well, and what the model throws.
 */
export class ChatPolicyJudge implements PolicyJudge {
  readonly name: string;
  readonly version = '1';

  constructor(private readonly model: ChatModel) {
    this.name = `${model.provider}:${model.model}`;
  }

  async judge(question: PolicyQuestion, signal: AbortSignal): Promise<PolicyJudgement> {
    const request = composePolicyPrompt(question);
    const first = await this.call(request, signal);
    const read = readReply(first.reply);
    if (read) return { ...read, ...usageOf(first.usage) };
    const second = await this.call(repair(request, first.reply), signal);
    const again = readReply(second.reply);
    if (!again) {
      throw new OperationalError(
        'model.invalid-output',
        `${this.name} did not reply in the form asked for, twice.`,
      );
    }
    return { ...again, ...usageOf(first.usage, second.usage) };
  }

  private async call(
    request: ChatRequest,
    signal: AbortSignal,
  ): Promise<{ reply: string; usage: TokenUsage | undefined }> {
    let reply = '';
    let usage: TokenUsage | undefined;
    for await (const part of this.model.stream(request, signal)) {
      if (part.type === 'usage') usage = part.usage;
      else reply += part.text;
    }
    signal.throwIfAborted();
    return { reply, usage };
  }
}

function readReply(reply: string): PolicyJudgement | undefined {
  const json = reply.slice(reply.indexOf('{'), reply.lastIndexOf('}') + 1);
  try {
    return PolicyReply.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

function repair(request: ChatRequest, reply: string): ChatRequest {
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: reply.slice(0, 4_000) || '(nothing)' },
      { role: 'user', content: 'That was not the JSON asked for. Reply again, with the JSON object only.' },
    ],
  };
}

function usageOf(...usages: readonly (TokenUsage | undefined)[]): { usage?: TokenUsage } {
  const known = usages.filter((usage) => usage !== undefined);
  if (known.length === 0) return {};
  return {
    usage: {
      inputTokens: known.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
      outputTokens: known.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    },
  };
}
