import {
  type Abstention,
  type Answer,
  type AnswerEvent,
  AnswerQuestion,
  type QuestionRequest,
} from '@groundwork/answering';
import { AnswerId, ChunkId, DocumentId, DocumentVersionId, newId, type Principal } from '@groundwork/kernel';
import type { Runtime } from '@groundwork/runtime';

type Script = (request: QuestionRequest, principal: Principal) => AsyncGenerator<AnswerEvent>;

/** The runtime with answers that a test writes itself, so that their timing is in its hands. */
export function withScriptedAnswers(
  runtime: Runtime,
  script: Script,
): Pick<Runtime, 'config' | 'useCases' | 'health'> {
  const scripted = Object.create(AnswerQuestion.prototype, {
    run: { value: (principal: Principal, request: QuestionRequest) => script(request, principal) },
  }) as AnswerQuestion;
  return {
    config: runtime.config,
    health: () => runtime.health(),
    useCases: runtime.useCases.map((one) => (one instanceof AnswerQuestion ? scripted : one)),
  };
}

const documentId = newId(DocumentId);
const versionId = newId(DocumentVersionId);

/** A sentence that quotes itself at an offset. */
export function sentenceAt(start: number, text: string): Answer['sentences'][number] {
  const span = { start, end: start + text.length };
  const citation = {
    chunkId: ChunkId.parse('1'),
    documentId,
    versionId,
    externalId: 'handbook.pdf',
    title: 'Handbook',
    page: 2,
    span,
    quote: text,
  };
  return { text, citations: [citation] };
}

const common = (question: string) => ({
  id: newId(AnswerId),
  question,
  standaloneQuestion: question,
  language: 'en',
  retrieval: {
    query: question,
    searchedAt: new Date(0),
    revision: '1',
    grants: ['everyone'],
    passages: [],
  },
  rejected: [{ text: 'A claim that nothing supports.', reason: 'unsupported' as const, detail: '' }],
  settings: {},
  costs: [
    {
      operation: 'chat' as const,
      purpose: 'answer' as const,
      provider: 'test',
      model: 'test',
      inputTokens: 11,
      outputTokens: 7,
      costUsd: 0.25,
    },
  ],
  timings: { searchMs: 1, totalMs: 2 },
  cached: false,
  createdAt: new Date(1_767_225_600_000),
});

export function answerOf(question: string, sentences: Answer['sentences']): Answer {
  return { ...common(question), kind: 'answer', sentences, confidence: 0.9 };
}

export function abstentionOf(question: string): Abstention {
  const { citations } = sentenceAt(0, 'Something near.');
  return {
    ...common(question),
    kind: 'abstention',
    reason: 'weak-evidence',
    message: 'I found no evidence for an answer.',
    nearest: citations,
  };
}

/** The events of a whole answer, in order. */
export async function* eventsOf(outcome: Answer | Abstention): AsyncGenerator<AnswerEvent> {
  yield { type: 'answer-start', answerId: outcome.id };
  yield { type: 'passages-found', passages: [] };
  if (outcome.kind === 'answer') {
    for (const sentence of outcome.sentences) yield { type: 'answer-delta', sentence };
    yield { type: 'answer-end', answer: outcome };
  } else yield { type: 'answer-abstain', abstention: outcome };
}

/** A promise and the means to keep it. */
export function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((keep) => (resolve = keep));
  return { promise, resolve };
}
