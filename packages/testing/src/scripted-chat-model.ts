import type { ChatModel, ChatPart, ChatRequest, TokenUsage } from '@groundwork/inference';

/** One reply of a scripted model. */
export type ScriptedReply =
  | {
      readonly text: string | ((request: ChatRequest) => string);
      readonly usage?: TokenUsage;
      readonly endsWith?: Error;
    }
  /** Never says anything more, until the caller gives up. */
  | { readonly text?: string; readonly hangs: true }
  | { readonly throws: Error };

/** A chat model that says what a test tells it to, a few characters at a time, whatever it is asked. */
export class ScriptedChatModel implements ChatModel {
  readonly provider = 'scripted';
  readonly model = 'script';
  readonly price = { input: 1, output: 2 };
  readonly requests: ChatRequest[] = [];
  /** Signals of the calls, to see which were aborted. */
  readonly signals: AbortSignal[] = [];

  /** The last reply is repeated where there are more calls than replies. */
  constructor(private readonly replies: readonly ScriptedReply[]) {}

  async *stream(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatPart> {
    const reply = this.replies[Math.min(this.requests.length, this.replies.length - 1)];
    this.requests.push(request);
    this.signals.push(signal);
    if (!reply) throw new Error('The script has no replies.');
    if ('throws' in reply) throw reply.throws;
    const text = typeof reply.text === 'function' ? reply.text(request) : (reply.text ?? '');
    for (let at = 0; at < text.length; at += 7) {
      signal.throwIfAborted();
      yield { type: 'text-delta', text: text.slice(at, at + 7) };
      await Promise.resolve();
    }
    if ('hangs' in reply) await untilAborted(signal);
    else if (reply.endsWith) throw reply.endsWith;
    else if (reply.usage) yield { type: 'usage', usage: reply.usage };
  }
}

/** Drafts in the form that answering asks models for. */
export function draftsReply(
  sentences: readonly { readonly text: string; readonly passage: number; readonly quote: string }[],
): string {
  return JSON.stringify({
    sentences: sentences.map(({ text, passage, quote }) => ({ text, evidence: [{ passage, quote }] })),
  });
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
