import type { ChatMessage } from '@groundwork/inference';
import type { Language } from '@groundwork/kernel';
import type { Passage } from '@groundwork/retrieval';
import type { CostEntry } from './answer.ts';
import type { QuestionLikeness } from './evidence/sentence-likeness.ts';

/** A sentence somebody proposes, with the passages said to support it. A claim until verified. */
export interface DraftSentence {
  readonly text: string;
  readonly evidence: readonly {
    /** `Passage.rank`. */
    readonly passage: number;
    /** Words said to be in that Passage. */
    readonly quote: string;
  }[];
}

export interface AnswererInput {
  readonly question: string;
  readonly language: Language;
  readonly passages: readonly Passage[];
  readonly history: readonly ChatMessage[];
  /** How near in meaning their sentences are to the question, where a model has compared them. */
  readonly likeness?: QuestionLikeness;
}

/**
 * `spending` is what the call under way has cost so far, estimated: it counts where the call is broken off, and is replaced
 * by the next `spending` or `cost`.
 */
export type AnswererPart =
  | { readonly type: 'draft'; readonly sentence: DraftSentence }
  | { readonly type: 'spending'; readonly cost: CostEntry }
  | { readonly type: 'cost'; readonly cost: CostEntry };

/** Proposes sentences, one at a time as they are ready. Throws `OperationalError` where its model fails. */
export interface Answerer {
  readonly name: string;
  readonly version: string;
  answer(input: AnswererInput, signal: AbortSignal): AsyncIterable<AnswererPart>;
}
