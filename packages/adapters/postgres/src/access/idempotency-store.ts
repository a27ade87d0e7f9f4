import type { IdempotencyStore, IdempotentResult } from '@groundwork/access';
import type { Principal } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';

interface KeyRow {
  readonly same: boolean;
  readonly status: number | null;
  readonly body: unknown;
}

export class PostgresIdempotencyStore implements IdempotencyStore {
  constructor(private readonly database: Database) {}

  begin(
    principal: Principal,
    key: string,
    requestHash: string,
  ): Promise<'new' | 'in-progress' | 'mismatch' | IdempotentResult> {
    return this.database.write(principal, async (tx) => {
      // A crash leaves a claim without a result; a day is what senders may count on.
      await tx.query(
        `DELETE FROM idempotency_key WHERE started_at < clock_timestamp() - interval '1 day'
            OR key = $1 AND status IS NULL AND started_at < clock_timestamp() - interval '5 minutes'`,
        [key],
      );
      const claimed = await tx.query(
        `INSERT INTO idempotency_key (tenant_id, actor, key, request_hash)
         VALUES (current_tenant(), current_actor(), $1, $2) ON CONFLICT DO NOTHING RETURNING key`,
        [key, requestHash],
      );
      if (claimed.length > 0) return 'new';
      const [row] = await tx.query<KeyRow>(
        'SELECT request_hash = $2 AS same, status, body FROM idempotency_key WHERE key = $1',
        [key, requestHash],
      );
      // Released by its holder between the two statements: as good as running; a repeat will find it free.
      if (!row) return 'in-progress';
      if (!row.same) return 'mismatch';
      return row.status === null ? 'in-progress' : { status: row.status, body: row.body };
    });
  }

  async complete(principal: Principal, key: string, result: IdempotentResult): Promise<void> {
    await this.database.write(principal, (tx) =>
      tx.query('UPDATE idempotency_key SET status = $2, body = $3 WHERE key = $1', [
        key,
        result.status,
        JSON.stringify(result.body ?? null),
      ]),
    );
  }

  async release(principal: Principal, key: string): Promise<void> {
    await this.database.write(principal, (tx) =>
      tx.query('DELETE FROM idempotency_key WHERE key = $1 AND status IS NULL', [key]),
    );
  }
}
