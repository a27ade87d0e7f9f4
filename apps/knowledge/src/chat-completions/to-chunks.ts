import type { AnswerEvent } from '@groundwork/answering';
import type { ChatCompletionChunk } from '@groundwork/protocol';
import { toAbstention, toAnswer, toSentence } from '../answers/to-outcome.ts';
import { CitationNumbers } from './citation-numbers.ts';
import {
  type ChunkDelta,
  type CompletionContext,
  toExtension,
  toHead,
  toUsage,
} from './to-chat-completion.ts';

/** The chunks of a streamed completion: one for each verified sentence, the sources with the last. */
export async function* toChunks(
  events: AsyncIterable<AnswerEvent>,
  context: CompletionContext & { readonly includeUsage: boolean; readonly now: Date },
): AsyncGenerator<ChatCompletionChunk> {
  const numbers = new CitationNumbers(context.baseUrl);
  let head = toHead('', context.now);
  const chunk = (delta: ChunkDelta, finish: 'stop' | null = null): ChatCompletionChunk => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...(context.includeUsage ? { usage: null } : {}),
  });
  for await (const event of events) {
    if (event.type === 'answer-start') {
      head = toHead(event.answerId, context.now);
      yield chunk({ role: 'assistant', content: '' });
    } else if (event.type === 'answer-delta') {
      const { text, annotations } = numbers.write(toSentence(event.sentence));
      yield chunk({ content: text, annotations });
    } else if (event.type !== 'passages-found') {
      const outcome = event.type === 'answer-end' ? toAnswer(event.answer) : toAbstention(event.abstention);
      if (outcome.kind === 'abstention') yield chunk({ content: outcome.message });
      const groundwork = toExtension(outcome, context);
      yield { ...chunk({}, 'stop'), citations: numbers.citations, groundwork };
      if (context.includeUsage) yield { ...chunk({}), choices: [], usage: toUsage(outcome) };
      return;
    }
  }
}
