import type { AuditEvent, AuditLog } from '@groundwork/access';
import type { Principal } from '@groundwork/kernel';
import type { QueryResultRow } from 'pg';
import type { Database } from '../database/database.ts';

export class PostgresAuditLog implements AuditLog {
  constructor(private readonly database: Database) {}

  async record(event: AuditEvent): Promise<void> {
    await this.database.work(event.tenantId, (tx) =>
      tx.query(
        `INSERT INTO audit_event (tenant_id, at, actor, action, subject, details)
         VALUES (current_tenant(), $1, $2, $3, $4, $5)`,
        [event.at, event.actor, event.action, event.subject, JSON.stringify(event.details)],
      ),
    );
  }

  /** Newest first; none without the scope `audit`. */
  list(principal: Principal, options: { limit: number; before?: Date }): Promise<AuditEvent[]> {
    return this.database.audit(principal, (tx) =>
      tx.query<AuditEvent & QueryResultRow>(
        `SELECT tenant_id AS "tenantId", at, actor, action, subject, details FROM audit_event
          WHERE $1::timestamptz IS NULL OR at < $1 ORDER BY at DESC, id DESC LIMIT $2`,
        [options.before, options.limit],
      ),
    );
  }
}
