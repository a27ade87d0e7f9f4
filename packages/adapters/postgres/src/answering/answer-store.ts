import { actorOf } from '@groundwork/access';
import type { AnswerOutcome, AnswerStore, Feedback, StoredAnswer } from '@groundwork/answering';
import type { AnswerId, Principal } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';
import { storable } from '../database/storable.ts';
import { readAnswer } from './read-answer.ts';
import { recordKpiEvent } from './record-kpi-event.ts';
import { saveAnswer } from './save-answer.ts';

export class PostgresAnswerStore implements AnswerStore {
  constructor(private readonly database: Database) {}

  async saveAnswer(principal: Principal, outcome: AnswerOutcome): Promise<void> {
    await this.database.write(principal, (tx) => saveAnswer(tx, principal, outcome));
  }

  findAnswer(principal: Principal, id: AnswerId): Promise<StoredAnswer | undefined> {
    return this.database.read(principal, (tx) => readAnswer(tx, id));
  }

  recordFeedback(principal: Principal, id: AnswerId, feedback: Feedback): Promise<boolean> {
    return this.database.write(principal, async (tx) => {
      const found = await tx.query('SELECT id FROM answer WHERE id = $1', [id]);
      if (found.length === 0) return false;
      const { rating, comment, at } = feedback;
      await tx.query(
        `INSERT INTO answer_feedback (tenant_id, answer_id, actor, rating, comment, at)
         VALUES (current_tenant(), $1, $2, $3, $4, $5)`,
        [id, actorOf(principal), rating, comment === undefined ? undefined : storable(comment), at],
      );
      await recordKpiEvent(tx, { at, name: 'answer.rated', subject: id, properties: { rating } });
      return true;
    });
  }
}
