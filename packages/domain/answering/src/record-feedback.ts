import { UserError, type AnswerId, type Clock, type Principal } from '@groundwork/kernel';
import type { AnswerStore, Feedback } from './stores.ts';

export interface FeedbackInput {
  readonly rating: Feedback['rating'];
  readonly comment?: string | undefined;
}

/** A reader's judgement of an outcome, kept beside it. Throws `UserError('answer.not-found')`. */
export class RecordFeedback {
  constructor(private readonly deps: { readonly answers: AnswerStore; readonly clock: Clock }) {}

  async run(principal: Principal, id: AnswerId, { rating, comment }: FeedbackInput): Promise<void> {
    const feedback: Feedback = {
      rating,
      at: this.deps.clock.now(),
      ...(comment === undefined ? {} : { comment }),
    };
    const recorded = await this.deps.answers.recordFeedback(principal, id, feedback);
    if (!recorded) throw new UserError('answer.not-found', 'There is no such answer.');
  }
}
