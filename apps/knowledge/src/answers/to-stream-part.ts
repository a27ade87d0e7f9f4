import type { AnswerEvent } from '@groundwork/answering';
import type { AnswerStreamPart } from '@groundwork/protocol';
import { toPassage } from '../search/to-passage.ts';
import { toAbstention, toAnswer, toSentence } from './to-outcome.ts';

export function toStreamPart(event: AnswerEvent): AnswerStreamPart {
  switch (event.type) {
    case 'answer-start':
      return { type: event.type, answerId: event.answerId };
    case 'passages-found':
      return { type: event.type, passages: event.passages.map(toPassage) };
    case 'answer-delta':
      return { type: event.type, sentence: toSentence(event.sentence) };
    case 'answer-end':
      return { type: event.type, answer: toAnswer(event.answer) };
    case 'answer-abstain':
      return { type: event.type, abstention: toAbstention(event.abstention) };
  }
}
