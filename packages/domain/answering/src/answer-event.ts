import type { AnswerId } from '@groundwork/kernel';
import type { Passage } from '@groundwork/retrieval';
import type { Abstention, Answer, AnswerSentence } from './answer.ts';

/**
 * What a reader of an answer in the making receives, in this order: one `answer-start`, one `passages-found`, an
 * `answer-delta` per verified sentence, and exactly one ending. Nothing unverified is ever in it.
 */
export type AnswerEvent =
  | { readonly type: 'answer-start'; readonly answerId: AnswerId }
  | { readonly type: 'passages-found'; readonly passages: readonly Passage[] }
  | { readonly type: 'answer-delta'; readonly sentence: AnswerSentence }
  | { readonly type: 'answer-end'; readonly answer: Answer }
  | { readonly type: 'answer-abstain'; readonly abstention: Abstention };
