import type { ChatPart, TokenUsage } from '@groundwork/inference';
import { OperationalError } from '@groundwork/kernel';
import type { AIMessageChunk, UsageMetadata } from '@langchain/core/messages';
import type { CallWatch } from './call-watch.ts';
import { EndedEarly } from './model-failure.ts';
import { OnlyJson, WithoutReasoning, type ReplyFilter } from './reply-text.ts';

/** One reply as it comes in: its text cleaned, its usage summed, its ending checked. */
export class ChatReply {
  private readonly filters: ReplyFilter[] = [new WithoutReasoning()];
  private readonly json: OnlyJson | undefined;
  private usage: TokenUsage | undefined;
  private finish: string | undefined;
  private ended = false;

  private constructor(
    private readonly chunks: AsyncIterator<AIMessageChunk>,
    private readonly watch: CallWatch,
    private readonly expects: { readonly json: boolean; readonly finish: boolean; readonly who: string },
  ) {
    if (expects.json) this.filters.push((this.json = new OnlyJson()));
  }

  /**
   * Waits for the first text that may be shown. Until it has come the call may still be repeated; from then on a
   * failure is final, because the reader has seen text.
   */
  static async begin(
    open: () => Promise<AsyncIterable<AIMessageChunk>>,
    watch: CallWatch,
    expects: { readonly json: boolean; readonly finish: boolean; readonly who: string },
  ): Promise<{ reply: ChatReply; first: string }> {
    const stream = await watch.during(open(), 'firstTokenMs');
    const reply = new ChatReply(stream[Symbol.asyncIterator](), watch, expects);
    try {
      let text: string | undefined = await reply.nextText('firstTokenMs');
      while (text === '') text = await reply.nextText('idleMs');
      return { reply, first: text ?? '' };
    } catch (error) {
      reply.release();
      throw error;
    }
  }

  /** The rest of the reply. Throws `model.invalid-output` where it was cut, or is not the JSON asked for. */
  async *rest(first: string): AsyncGenerator<ChatPart> {
    try {
      if (first !== '') yield { type: 'text-delta', text: first };
      for (
        let text = await this.nextText('idleMs');
        text !== undefined;
        text = await this.nextText('idleMs')
      ) {
        if (text !== '') yield { type: 'text-delta', text };
      }
      if (this.usage) yield { type: 'usage', usage: this.usage };
      this.checkEnding();
    } finally {
      this.release();
    }
  }

  /** Cleaned text of the next chunk, often empty; `undefined` at the end. */
  private async nextText(limit: 'firstTokenMs' | 'idleMs'): Promise<string | undefined> {
    if (this.ended) return undefined;
    const next = await this.watch.during(this.chunks.next(), limit);
    if (next.done) {
      this.ended = true;
      if (this.expects.finish && this.finish === undefined) throw new EndedEarly();
      return this.flush();
    }
    this.note(next.value);
    const { content } = next.value;
    const text = typeof content === 'string' ? content : next.value.text;
    return this.filters.reduce((piece, filter) => filter.take(piece), text);
  }

  /** Lets the client put its things away, wherever the reading ended; nobody waits for it. */
  private release(): void {
    void this.chunks.return?.().catch(() => {});
  }

  private flush(): string {
    return this.filters.reduce((held, filter) => filter.take(held) + filter.flush(), '');
  }

  private note(chunk: AIMessageChunk): void {
    const { response_metadata: response, additional_kwargs: extra } = chunk;
    // Typed as `never` for a chunk of unknown structure; it is this, or absent, for every provider.
    const counted = chunk.usage_metadata as UsageMetadata | undefined;
    if (counted) {
      this.usage = {
        inputTokens: (this.usage?.inputTokens ?? 0) + counted.input_tokens,
        outputTokens: (this.usage?.outputTokens ?? 0) + counted.output_tokens,
      };
    }
    const finish: unknown = response['finish_reason'] ?? response['done_reason'] ?? extra['stop_reason'];
    if (typeof finish === 'string') this.finish = finish;
  }

  private checkEnding(): void {
    const invalid = (message: string, reason: string) =>
      new OperationalError('model.invalid-output', `${this.expects.who} ${message}`, { details: { reason } });
    if (this.finish === 'length' || this.finish === 'max_tokens') {
      throw invalid('reached the limit of output tokens before its end', 'truncated');
    }
    if (this.finish === 'content_filter' || this.finish === 'refusal') {
      throw invalid('withheld its reply', 'withheld');
    }
    if (this.json && !this.json.complete) throw invalid('did not reply with a JSON object', 'not-json');
  }
}
