import type { ClauseTypeId, Decision, DecisionKind, DecisionStore, RuleQuality } from '@groundwork/review';
import type { ContractBatchId, ContractId, Principal } from '@groundwork/kernel';
import { recordKpiEvent } from '../answering/record-kpi-event.ts';
import type { Database, Transaction } from '../database/database.ts';
import { storable } from '../database/storable.ts';

export class PostgresDecisionStore implements DecisionStore {
  constructor(private readonly database: Database) {}

  record(principal: Principal, decision: Decision): Promise<boolean> {
    return this.database.write(principal, async (tx) => {
      const { contractId, findingKey } = decision;
      const [seen] = await tx.query(
        `SELECT FROM contract c JOIN contract_review r ON r.tenant_id = c.tenant_id AND r.contract_id = c.id
          WHERE c.id = $1
            AND ($2::text IS NULL OR EXISTS (SELECT FROM finding f WHERE f.contract_id = c.id AND f.key = $2))`,
        [contractId, findingKey],
      );
      if (!seen) return false;
      await tx.as('worker');
      await tx.query(
        `INSERT INTO decision (tenant_id, contract_id, kind, finding_key, rule, clause_type, span_start, span_end, text, note, actor, at)
         VALUES (current_tenant(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          contractId,
          decision.kind,
          findingKey,
          decision.rule,
          decision.clauseType,
          decision.span?.start,
          decision.span?.end,
          decision.text === undefined ? undefined : storable(decision.text),
          decision.note === undefined ? undefined : storable(decision.note),
          decision.actor,
          decision.at,
        ],
      );
      await recordKpiEvent(tx, {
        at: decision.at,
        name: 'finding.decided',
        subject: contractId,
        properties: { kind: decision.kind, rule: decision.rule, clauseType: decision.clauseType },
      });
      return true;
    });
  }

  signOff(principal: Principal, id: ContractId, at: Date): Promise<boolean> {
    return this.database.write(principal, async (tx) => {
      const [seen] = await tx.query('SELECT FROM contract_review WHERE contract_id = $1', [id]);
      if (!seen) return false;
      await tx.as('worker');
      const signed = await tx.query(
        `UPDATE contract SET signed_off_at = $2, signed_off_by = $3, updated_at = clock_timestamp()
          WHERE id = $1 AND status = 'ready' AND signed_off_at IS NULL RETURNING id`,
        [id, at, `${principal.kind}:${principal.id}`],
      );
      if (signed.length === 0) return false;
      await recordKpiEvent(tx, { at, name: 'contract.signed-off', subject: id, properties: {} });
      return true;
    });
  }

  async summarize(principal: Principal, batchId?: ContractBatchId): Promise<RuleQuality[]> {
    const rows = await this.database.read(principal, (tx) =>
      tx.query<QualityRow>(
        `WITH seen AS (SELECT id FROM contract WHERE $1::uuid IS NULL OR batch_id = $1),
              newest AS (
                SELECT DISTINCT ON (contract_id, finding_key) rule, clause_type, kind
                  FROM decision WHERE contract_id IN (SELECT id FROM seen) AND finding_key IS NOT NULL
                 ORDER BY contract_id, finding_key, id DESC),
              said AS (
                SELECT rule, clause_type, 'found' AS kind FROM finding WHERE contract_id IN (SELECT id FROM seen)
                UNION ALL SELECT rule, clause_type, kind FROM newest
                UNION ALL SELECT rule, clause_type, kind FROM decision
                 WHERE contract_id IN (SELECT id FROM seen) AND finding_key IS NULL)
         SELECT rule, clause_type,
                count(*) FILTER (WHERE kind = 'found')::int AS findings,
                count(*) FILTER (WHERE kind IN ('accepted', 'edited'))::int AS true_positives,
                count(*) FILTER (WHERE kind IN ('dismissed', 'wrong-span'))::int AS false_positives,
                count(*) FILTER (WHERE kind = 'missed')::int AS false_negatives
           FROM said GROUP BY rule, clause_type ORDER BY rule, clause_type`,
        [batchId],
      ),
    );
    return rows.map((row) => ({
      rule: row.rule,
      ...(row.clause_type && { clauseType: row.clause_type }),
      findings: row.findings,
      truePositives: row.true_positives,
      falsePositives: row.false_positives,
      falseNegatives: row.false_negatives,
    }));
  }
}

interface QualityRow {
  readonly rule: string;
  readonly clause_type: ClauseTypeId | null;
  readonly findings: number;
  readonly true_positives: number;
  readonly false_positives: number;
  readonly false_negatives: number;
}

interface DecisionRow {
  readonly kind: DecisionKind;
  readonly finding_key: string | null;
  readonly rule: string;
  readonly clause_type: ClauseTypeId | null;
  readonly span_start: number | null;
  readonly span_end: number | null;
  readonly text: string | null;
  readonly note: string | null;
  readonly actor: string;
  readonly at: Date;
}

/** The newest Decision of each Finding, and everything that was missed, oldest first. */
export async function readNewestDecisions(tx: Transaction, contractId: ContractId): Promise<Decision[]> {
  const rows = await tx.query<DecisionRow>(
    `SELECT kind, finding_key, rule, clause_type, span_start, span_end, text, note, actor, at FROM decision d
      WHERE contract_id = $1
        AND (finding_key IS NULL
             OR NOT EXISTS (SELECT FROM decision n WHERE n.contract_id = d.contract_id
                             AND n.finding_key = d.finding_key AND n.id > d.id))
      ORDER BY id`,
    [contractId],
  );
  return rows.map((row) => ({
    contractId,
    kind: row.kind,
    ...(row.finding_key !== null && { findingKey: row.finding_key }),
    rule: row.rule,
    ...(row.clause_type && { clauseType: row.clause_type }),
    ...(row.span_start !== null &&
      row.span_end !== null && { span: { start: row.span_start, end: row.span_end } }),
    ...(row.text !== null && { text: row.text }),
    ...(row.note !== null && { note: row.note }),
    actor: row.actor,
    at: row.at,
  }));
}
