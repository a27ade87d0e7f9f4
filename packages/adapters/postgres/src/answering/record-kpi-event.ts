import type { Transaction } from '../database/database.ts';
import { toJson } from '../database/storable.ts';

/** A fact for the append-only log, written in the transaction that makes it true. */
export async function recordKpiEvent(
  tx: Transaction,
  event: {
    readonly at: Date;
    /** Noun and past verb: `question.answered`. */
    readonly name: string;
    readonly subject: string;
    readonly properties: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO kpi_event (tenant_id, at, name, subject, properties) VALUES (current_tenant(), $1, $2, $3, $4)`,
    [event.at, event.name, event.subject, toJson(event.properties)],
  );
}
