import type { ChatModel, ChatPart, ChatRequest } from '@groundwork/inference';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AIMessageChunk } from '@langchain/core/messages';
import { CallWatch, defaultTimeouts, type ModelTimeouts } from './call-watch.ts';
import { toMessages, type ChatCall, type ReplyForm } from './chat-call.ts';
import { ChatReply } from './chat-reply.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { toModelError } from './model-failure.ts';
import { openProviderFetch } from './provider-fetch.ts';
import { ProviderLimits, type Asked } from './provider-limits.ts';
import { defaultRetryPolicy, retryAttempts, type RetryPolicy } from './retry-attempts.ts';

export interface LangchainChatModelOptions {
  readonly provider: string;
  readonly model: string;
  /** US dollars per million tokens; zero where absent. */
  readonly price?: { readonly input: number; readonly output: number };
  /**
   * Makes the LangChain model for one call: settings such as temperature belong to LangChain's constructors, and so
   * does the way to the network, which must be `call.fetch` for a cancelled call to close its connection. A ready
   * model is `() => model`; then cancelling reaches as far as that model carries LangChain's signal.
   */
  readonly open: (call: ChatCall) => BaseChatModel | Promise<BaseChatModel>;
  /** How it can be held to a form, strictest first; by the prompt alone where absent. */
  readonly forms?: readonly ReplyForm[];
  /** Whether every whole reply names a finish reason, so that one without it was cut. */
  readonly saysWhenFinished?: boolean;
  readonly timeouts?: Partial<ModelTimeouts>;
  readonly retry?: Partial<RetryPolicy>;
}

/**
 * Any LangChain chat model as the `ChatModel` port. Overload, server faults and lost connections are retried until
 * the first text is released, never after. Throws `OperationalError`: `model.unavailable` (its `details.reason` says
 * why; a refused key is `configuration`), `model.timeout`, `model.invalid-output`; and the signal's own reason when
 * the caller leaves.
 */
export class LangchainChatModel implements ChatModel {
  readonly provider: string;
  readonly model: string;
  readonly price: { readonly input: number; readonly output: number };
  private readonly timeouts: ModelTimeouts;
  private readonly retry: RetryPolicy;
  private readonly limits: ProviderLimits;
  private readonly who: string;

  constructor(private readonly options: LangchainChatModelOptions) {
    this.provider = options.provider;
    this.model = options.model;
    this.price = options.price ?? { input: 0, output: 0 };
    this.timeouts = { ...defaultTimeouts, ...options.timeouts };
    this.retry = { ...defaultRetryPolicy, ...options.retry };
    this.limits = new ProviderLimits(options.forms ?? ['prompt']);
    this.who = `The model ${options.provider}:${options.model}`;
  }

  async *stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart> {
    signal.throwIfAborted();
    const watch = new CallWatch(this.timeouts, this.who, signal);
    let asked = this.limits.asked;
    try {
      const { reply, first } = await retryAttempts(
        () => {
          asked = this.limits.asked;
          return this.begin(request, asked, watch);
        },
        {
          ...{ watch, policy: this.retry, who: this.who },
          concede: (failure) => this.limits.concede(failure, asked, request.responseSchema !== undefined),
        },
      );
      yield* reply.rest(first);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw toModelError(error, this.who, 1);
    } finally {
      watch.close();
    }
  }

  private begin(request: ChatRequest, asked: Asked, watch: CallWatch) {
    const open = async (): Promise<AsyncIterable<AIMessageChunk>> => {
      const model = await this.options.open(this.toCall(request, asked, watch));
      return model.stream(toMessages(request, asked.form), { signal: watch.signal });
    };
    return ChatReply.begin(open, watch, {
      json: request.responseSchema !== undefined,
      finish: this.options.saysWhenFinished ?? false,
      who: this.who,
    });
  }

  private toCall(request: ChatRequest, asked: Asked, watch: CallWatch): ChatCall {
    const { responseSchema, maxOutputTokens, temperature, system, messages } = request;
    const prompt = [system, ...messages.map(({ content }) => content), JSON.stringify(responseSchema ?? '')];
    return {
      model: this.model,
      maxOutputTokens,
      ...(asked.temperature && { temperature }),
      reportUsage: asked.usage,
      ...(responseSchema && asked.form === 'schema' && { form: { kind: 'schema', ...responseSchema } }),
      ...(responseSchema && asked.form === 'json' && { form: { kind: 'json' } }),
      promptTokens: estimateTokens(prompt.join('\n')),
      fetch: openProviderFetch(watch.signal),
    };
  }
}
