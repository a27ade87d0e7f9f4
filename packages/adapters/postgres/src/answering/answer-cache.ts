import type { AnswerCache, AnswerOutcome } from '@groundwork/answering';
import type { Principal } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';
import { toJson } from '../database/storable.ts';
import { type StoredOutcome, toOutcome } from './outcome-json.ts';

/** The database empties a Tenant's cache whenever its index changes, in the transaction that changes it. */
export class PostgresAnswerCache implements AnswerCache {
  constructor(private readonly database: Database) {}

  async find(principal: Principal, key: string, revision: string): Promise<AnswerOutcome | undefined> {
    const rows = await this.database.read(principal, (tx) =>
      tx.query<{ outcome: StoredOutcome }>(
        'SELECT outcome FROM answer_cache WHERE key = $1 AND revision = $2',
        [key, revision],
      ),
    );
    return rows[0] && toOutcome(rows[0].outcome);
  }

  async put(principal: Principal, key: string, revision: string, outcome: AnswerOutcome): Promise<void> {
    await this.database.write(principal, async (tx) => {
      await tx.as('worker');
      // Held, so that an answer drawn from an older index can neither arrive after the change nor outlive it.
      const current = await tx.query('SELECT revision FROM index_state WHERE revision = $1 FOR SHARE', [
        revision,
      ]);
      if (current.length === 0) return;
      await tx.query(
        `INSERT INTO answer_cache (tenant_id, key, access_key, revision, outcome)
         VALUES (current_tenant(), $1, current_access_key(), $2, $3) ON CONFLICT DO NOTHING`,
        [key, revision, toJson(outcome)],
      );
    });
  }
}
