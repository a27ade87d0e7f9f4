import type { Abstention, Answer, AnswerOutcome, Citation } from '@groundwork/answering';
import type {
  Abstention as AbstentionBody,
  Answer as AnswerBody,
  AnswerOutcome as OutcomeBody,
  AnswerSentence as SentenceBody,
  Citation as CitationBody,
} from '@groundwork/protocol';

export function toOutcome(outcome: AnswerOutcome): OutcomeBody {
  return outcome.kind === 'answer' ? toAnswer(outcome) : toAbstention(outcome);
}

export function toAnswer(answer: Answer): AnswerBody {
  return {
    ...toCommon(answer),
    kind: 'answer',
    text: joinSentences(answer.sentences.map((sentence) => sentence.text)),
    sentences: answer.sentences.map(toSentence),
    confidence: answer.confidence,
  };
}

export function toAbstention(abstention: Abstention): AbstentionBody {
  return {
    ...toCommon(abstention),
    kind: 'abstention',
    reason: abstention.reason,
    message: abstention.message,
    nearest: abstention.nearest.map(toCitation),
  };
}

export function toSentence({ text, citations }: Answer['sentences'][number]): SentenceBody {
  return { text, citations: citations.map(toCitation) };
}

export function toCitation(citation: Citation): CitationBody {
  const { page, span } = citation;
  return {
    chunkId: citation.chunkId,
    documentId: citation.documentId,
    versionId: citation.versionId,
    externalId: citation.externalId,
    title: citation.title,
    ...(page === undefined ? {} : { page }),
    span: { start: span.start, end: span.end },
    quote: citation.quote,
  };
}

/** Sentences as one text: with a space between them, but none where Chinese meets Chinese. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences.reduce((text, sentence) => text + separatorBetween(text, sentence) + sentence, '');
}

/** What stands between a text and the sentence that follows it. */
export function separatorBetween(before: string, after: string): string {
  const isTight =
    /[\p{Script=Han}。！？；：，、）」』”]$/u.test(before) && /^[\p{Script=Han}（「『“]/u.test(after);
  return before === '' || isTight ? '' : ' ';
}

function toCommon(outcome: AnswerOutcome) {
  const { conversationId, timings, costs } = outcome;
  return {
    id: outcome.id,
    ...(conversationId === undefined ? {} : { conversationId }),
    question: outcome.question,
    standaloneQuestion: outcome.standaloneQuestion,
    language: outcome.language,
    // Only their number: a sentence that failed verification is shown to nobody.
    rejected: outcome.rejected.length,
    cached: outcome.cached,
    usage: {
      inputTokens: costs.reduce((sum, cost) => sum + cost.inputTokens, 0),
      outputTokens: costs.reduce((sum, cost) => sum + cost.outputTokens, 0),
    },
    costUsd: costs.reduce((sum, cost) => sum + cost.costUsd, 0),
    timings: { ...timings },
    createdAt: outcome.createdAt.toISOString(),
  };
}
