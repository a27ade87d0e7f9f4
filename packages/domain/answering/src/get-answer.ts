import { UserError, type AnswerId, type Principal } from '@groundwork/kernel';
import type { AnswerStore, StoredAnswer } from './stores.ts';

/** An earlier outcome, as far as the Principal may see its sources now. Throws `UserError('answer.not-found')`. */
export class GetAnswer {
  constructor(private readonly deps: { readonly answers: AnswerStore }) {}

  async run(principal: Principal, id: AnswerId): Promise<StoredAnswer> {
    const stored = await this.deps.answers.findAnswer(principal, id);
    if (!stored) throw new UserError('answer.not-found', 'There is no such answer.');
    return stored;
  }
}
