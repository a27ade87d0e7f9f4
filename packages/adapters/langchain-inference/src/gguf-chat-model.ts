import type { ChatMessage, ChatModel, ChatPart, ChatRequest } from '@groundwork/inference';
import { OperationalError } from '@groundwork/kernel';
import { basename } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { CallWatch, type ModelTimeouts } from './call-watch.ts';
import { LlamaCpp, type LlamaTurn } from './llama-cpp.ts';
import { toModelError } from './model-failure.ts';

/** Prompts are read slowly on a CPU: about 100 tokens a second for small models. */
const localTimeouts: ModelTimeouts = { firstTokenMs: 300_000, idleMs: 60_000, totalMs: 600_000 };

/**
 * A GGUF file in this process, through node-llama-cpp; the schema becomes a grammar, so its JSON is valid unless cut.
 * Calls run one after another. The file is loaded by the first call.
 * Throws what {@link LlamaCpp.load} throws, `model.timeout`, and `model.invalid-output` where the reply was cut.
 */
export class GgufChatModel implements ChatModel {
  readonly provider = 'llama-cpp';
  readonly model: string;
  readonly price = { input: 0, output: 0 };
  private readonly timeouts: ModelTimeouts;
  private loading: Promise<LlamaCpp> | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: {
      readonly file: string;
      readonly timeouts?: Partial<ModelTimeouts>;
      /** Of the context kept in memory; 8192 where absent, never more than the model was trained for. */
      readonly maxContextTokens?: number;
    },
  ) {
    this.model = basename(options.file);
    this.timeouts = { ...localTimeouts, ...options.timeouts };
  }

  async *stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart> {
    signal.throwIfAborted();
    const watch = new CallWatch(this.timeouts, `The model llama-cpp:${this.model}`, signal);
    try {
      const llama = await watch.during(this.load());
      const parts = this.generate(llama, request, watch)[Symbol.asyncIterator]();
      let limit: 'firstTokenMs' | 'idleMs' = 'firstTokenMs';
      for (;;) {
        const next = await watch.during(parts.next(), limit);
        if (next.done) return;
        yield next.value;
        limit = 'idleMs';
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw toModelError(error, `The model llama-cpp:${this.model}`, 1);
    } finally {
      watch.close();
    }
  }

  private load(): Promise<LlamaCpp> {
    this.loading ??= LlamaCpp.load(this.options.file, this.options.maxContextTokens ?? 8192).catch(
      (error: unknown) => {
        this.loading = undefined;
        throw error;
      },
    );
    return this.loading;
  }

  /** The parts of one exchange, as they come, once the exchanges before it are over. */
  private generate(llama: LlamaCpp, request: ChatRequest, watch: CallWatch): ReadableStream<ChatPart> {
    this.checkLength(llama, request);
    const previous = this.turn;
    return new ReadableStream<ChatPart>({
      start: (stream) => {
        const work = async () => {
          await previous;
          watch.signal.throwIfAborted();
          const grammar = request.responseSchema && (await llama.grammarFor(request.responseSchema.schema));
          const { stopReason, inputTokens, outputTokens } = await llama.prompt(
            [{ type: 'system', text: request.system }, ...request.messages.slice(0, -1).map(toTurn)],
            request.messages.at(-1)?.content ?? '',
            {
              onTextChunk: (text) => stream.enqueue({ type: 'text-delta', text }),
              signal: watch.signal,
              maxTokens: request.maxOutputTokens,
              temperature: request.temperature,
              ...(grammar && { grammar }),
            },
          );
          stream.enqueue({ type: 'usage', usage: { inputTokens, outputTokens } });
          if (stopReason === 'maxTokens') throw this.cut();
          stream.close();
        };
        this.turn = work().catch((error: unknown) => stream.error(error));
      },
    });
  }

  /** llama.cpp drops the oldest turns when its window is full; that would be silent. */
  private checkLength(llama: LlamaCpp, request: ChatRequest): void {
    const texts = [request.system, ...request.messages.map(({ content }) => content)];
    const perTurn = 16;
    const needed = texts.reduce(
      (sum, text) => sum + llama.countTokens(text) + perTurn,
      request.maxOutputTokens,
    );
    if (needed <= llama.contextTokens) return;
    throw new OperationalError(
      'model.unavailable',
      `The request needs ${needed} tokens, ${this.model} holds ${llama.contextTokens}.`,
      { details: { reason: 'too-long', needed, holds: llama.contextTokens } },
    );
  }

  private cut(): OperationalError {
    return new OperationalError(
      'model.invalid-output',
      `The model llama-cpp:${this.model} reached the limit of output tokens before its end`,
      { details: { reason: 'truncated' } },
    );
  }
}

function toTurn({ role, content }: ChatMessage): LlamaTurn {
  return role === 'user' ? { type: 'user', text: content } : { type: 'model', response: [content] };
}
