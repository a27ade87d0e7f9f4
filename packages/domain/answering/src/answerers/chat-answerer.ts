import type { ChatModel, ChatRequest } from '@groundwork/inference';
import { OperationalError } from '@groundwork/kernel';
import type { Answerer, AnswererInput, AnswererPart } from '../answerer.ts';
import { composePrompt, composeRepair } from './compose-prompt.ts';
import { costOf } from './count-cost.ts';
import { DraftReader } from './read-draft-stream.ts';

/** Longest reply asked for (tokens): six sentences with their quotes fit several times. */
const maxOutputTokens = 2_000;

/**
 * Drafts by a chat model. Each sentence is handed on as soon as the model has finished it. A reply that cannot be read is
 * asked for once more; throws `OperationalError` (`model.invalid-output`) if that fails as well, and what the model throws.
 */
export class ChatAnswerer implements Answerer {
  readonly name: string;
  readonly version = '1';

  constructor(private readonly model: ChatModel) {
    this.name = `${model.provider}:${model.model}`;
  }

  async *answer(input: AnswererInput, signal: AbortSignal): AsyncGenerator<AnswererPart> {
    const request = composePrompt(input, maxOutputTokens);
    const first = new DraftReader();
    yield* this.call(request, first, signal);
    if (first.isComplete) return;
    const second = new DraftReader();
    yield* this.call(composeRepair(request, first.reply), second, signal);
    if (!second.isComplete) {
      throw new OperationalError(
        'model.invalid-output',
        `${this.name} did not reply in the form asked for, twice.`,
      );
    }
  }

  private async *call(
    request: ChatRequest,
    reader: DraftReader,
    signal: AbortSignal,
  ): AsyncGenerator<AnswererPart> {
    const spending = (): AnswererPart => ({
      type: 'spending',
      cost: costOf(this.model, 'answer', { request, reply: reader.reply }),
    });
    yield spending();
    for await (const part of this.model.stream(request, signal)) {
      if (part.type === 'usage') {
        yield {
          type: 'cost',
          cost: costOf(this.model, 'answer', { request, reply: reader.reply, usage: part.usage }),
        };
        return;
      }
      const sentences = reader.push(part.text);
      if (sentences.length > 0) yield spending();
      for (const sentence of sentences) yield { type: 'draft', sentence };
    }
    signal.throwIfAborted();
    yield { type: 'cost', cost: costOf(this.model, 'answer', { request, reply: reader.reply }) };
  }
}
