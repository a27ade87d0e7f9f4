import type { CostEntry } from '@groundwork/answering';
import type { Transaction } from '../database/database.ts';
import { toJson } from '../database/storable.ts';

export async function recordCosts(
  tx: Transaction,
  entries: readonly CostEntry[],
  subject: string,
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    subject: entry.subject ?? subject,
    operation: entry.operation,
    purpose: entry.purpose,
    provider: entry.provider,
    model: entry.model,
    input_tokens: entry.inputTokens,
    output_tokens: entry.outputTokens,
    cost_usd: entry.costUsd,
    estimated: entry.estimated ?? false,
  }));
  await tx.query(
    `INSERT INTO cost_entry (tenant_id, subject, operation, purpose, provider, model, input_tokens, output_tokens,
                             cost_usd, estimated)
     SELECT current_tenant(), c.* FROM jsonb_to_recordset($1::jsonb) AS c (subject text, operation text,
            purpose text, provider text, model text, input_tokens bigint, output_tokens bigint, cost_usd float8, estimated boolean)`,
    [toJson(rows)],
  );
}
