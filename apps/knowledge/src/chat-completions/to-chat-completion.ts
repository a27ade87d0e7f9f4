import type {
  Annotation,
  AnswerOutcome,
  ChatCompletion,
  ChatCompletionChunk,
  GroundworkExtension,
} from '@groundwork/protocol';
import { CitationNumbers } from './citation-numbers.ts';
import { modelName } from './to-question.ts';

/** What of the request shows in the reply. */
export interface CompletionContext {
  readonly baseUrl: string;
  readonly ignored: readonly string[];
}

export function toChatCompletion(outcome: AnswerOutcome, context: CompletionContext): ChatCompletion {
  const numbers = new CitationNumbers(context.baseUrl);
  const annotations: Annotation[] = [];
  let content = outcome.kind === 'answer' ? '' : outcome.message;
  for (const sentence of outcome.kind === 'answer' ? outcome.sentences : []) {
    const written = numbers.write(sentence);
    content += written.text;
    annotations.push(...written.annotations);
  }
  const message = { role: 'assistant' as const, content, refusal: null, annotations };
  return {
    ...toHead(outcome.id, new Date(outcome.createdAt)),
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: 'stop', logprobs: null }],
    usage: toUsage(outcome),
    citations: numbers.citations,
    groundwork: toExtension(outcome, context),
  };
}

/** What every chunk of one completion begins with. */
export function toHead(answerId: string, created: Date) {
  return { id: `chatcmpl-${answerId}`, created: Math.floor(created.getTime() / 1_000), model: modelName };
}

export function toUsage({ usage }: AnswerOutcome): ChatCompletion['usage'] {
  const { inputTokens, outputTokens } = usage;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}

export function toExtension(outcome: AnswerOutcome, { ignored }: CompletionContext): GroundworkExtension {
  const rest = { answerId: outcome.id, ignored: [...ignored] };
  return outcome.kind === 'answer'
    ? { ...rest, abstained: false, confidence: outcome.confidence, sentences: outcome.sentences, nearest: [] }
    : { ...rest, abstained: true, reason: outcome.reason, sentences: [], nearest: outcome.nearest };
}

export type ChunkDelta = ChatCompletionChunk['choices'][number]['delta'];
