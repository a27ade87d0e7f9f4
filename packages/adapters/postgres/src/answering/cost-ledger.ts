import type { CostEntry, CostLedger } from '@groundwork/answering';
import type { Principal } from '@groundwork/kernel';
import type { QueryResultRow } from 'pg';
import type { Database } from '../database/database.ts';
import { recordCosts } from './record-costs.ts';

type CostSum = CostEntry & { readonly calls: number };

export class PostgresCostLedger implements CostLedger {
  constructor(private readonly database: Database) {}

  async record(principal: Principal, entries: readonly CostEntry[], subject: string): Promise<void> {
    await this.database.write(principal, (tx) => recordCosts(tx, entries, subject));
  }

  summarize({ tenantId }: Principal, since: Date): Promise<CostSum[]> {
    return this.database.work(tenantId, (tx) =>
      tx.query<CostSum & QueryResultRow>(
        `SELECT operation, purpose, provider, model, sum(input_tokens)::float8 AS "inputTokens",
                sum(output_tokens)::float8 AS "outputTokens", sum(cost_usd) AS "costUsd",
                bool_or(estimated) AS estimated, count(*)::integer AS calls
           FROM cost_entry WHERE at >= $1
          GROUP BY operation, purpose, provider, model ORDER BY operation, purpose, provider, model`,
        [since],
      ),
    );
  }
}
