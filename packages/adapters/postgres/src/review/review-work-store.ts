import type {
  ContractAnalysis,
  ContractStage,
  NewReview,
  ReviewWork,
  ReviewWorkStore,
  Stance,
} from '@groundwork/review';
import type { ContractBatchId, ContractId, ErrorCode, TenantId } from '@groundwork/kernel';
import { recordKpiEvent } from '../answering/record-kpi-event.ts';
import type { Database } from '../database/database.ts';
import { readOriginal } from '../database/originals.ts';
import { toJson } from '../database/storable.ts';
import { fromAnalysisData, toAnalysisData } from './analysis-data.ts';

interface ClaimedRow {
  readonly batch_id: ContractBatchId;
  readonly file_name: string;
  readonly media_type: string | null;
  readonly content_hash: string;
  readonly claims: number;
  readonly playbook_id: string | null;
  readonly playbook_source: string | null;
  readonly stance: Stance;
}

/** Held while what was made of it is written: removed meanwhile, it leaves nothing behind. */
const isUnderWay = `SELECT FROM contract WHERE id = $1 AND status = 'processing' FOR UPDATE`;

export class PostgresReviewWorkStore implements ReviewWorkStore {
  constructor(private readonly database: Database) {}

  claim(tenantId: TenantId, contractId: ContractId): Promise<ReviewWork | undefined> {
    return this.database.work(tenantId, async (tx) => {
      // One already being worked on is claimed again: its worker may be dead, and saving a review twice is harmless.
      const [row] = await tx.query<ClaimedRow>(
        `UPDATE contract c SET status = 'processing', stage = 'waiting', progress_done = 0, progress_total = 0,
                               claims = claims + 1, heartbeat_at = clock_timestamp()
           FROM contract_batch b
          WHERE c.id = $1 AND c.status IN ('pending', 'processing') AND b.tenant_id = c.tenant_id AND b.id = c.batch_id
          RETURNING c.batch_id, c.file_name, c.media_type, c.content_hash, c.claims, b.playbook_id, b.playbook_source, b.stance`,
        [contractId],
      );
      if (!row) return undefined;
      if (row.claims === 1) {
        await recordKpiEvent(tx, {
          at: new Date(),
          name: 'contract.started',
          subject: contractId,
          properties: {},
        });
      }
      return {
        tenantId,
        contractId,
        batchId: row.batch_id,
        fileName: row.file_name,
        ...(row.media_type !== null && { mediaType: row.media_type }),
        sha256: row.content_hash,
        content: await readOriginal(tx, 'contract', contractId),
        ...(row.playbook_id !== null && {
          playbook: { id: row.playbook_id, source: row.playbook_source ?? '' },
        }),
        stance: row.stance,
        claims: row.claims,
      };
    });
  }

  async findAnalysis(
    { tenantId, sha256 }: ReviewWork,
    version: string,
  ): Promise<ContractAnalysis | undefined> {
    const [row] = await this.database.work(tenantId, (tx) =>
      tx.query<{ data: Buffer }>(
        'SELECT data FROM contract_analysis WHERE content_hash = $1 AND version = $2',
        [sha256, version],
      ),
    );
    return row && fromAnalysisData(row.data);
  }

  async saveAnalysis(work: ReviewWork, version: string, analysis: ContractAnalysis): Promise<void> {
    const data = await toAnalysisData(analysis);
    await this.database.work(work.tenantId, async (tx) => {
      if ((await tx.query(isUnderWay, [work.contractId])).length === 0) return;
      await tx.query(
        `INSERT INTO contract_analysis (tenant_id, content_hash, version, data) VALUES (current_tenant(), $1, $2, $3)
         ON CONFLICT (tenant_id, content_hash) DO UPDATE SET version = $2, data = $3`,
        [work.sha256, version, data],
      );
      await recordKpiEvent(tx, {
        at: new Date(),
        name: 'contract.parsed',
        subject: work.contractId,
        properties: { pages: analysis.contract.pages },
      });
    });
  }

  async reportProgress(
    work: ReviewWork,
    { stage, done, total }: { readonly stage: ContractStage; readonly done: number; readonly total: number },
  ): Promise<void> {
    await this.database.work(work.tenantId, (tx) =>
      tx.query(
        `UPDATE contract SET stage = $2, progress_done = $3, progress_total = $4, heartbeat_at = clock_timestamp()
          WHERE id = $1 AND status = 'processing'`,
        [work.contractId, stage, done, total],
      ),
    );
  }

  async saveReview(work: ReviewWork, { pages, language, review }: NewReview): Promise<void> {
    await this.database.work(work.tenantId, async (tx) => {
      if ((await tx.query(isUnderWay, [work.contractId])).length === 0) return;
      await tx.query('DELETE FROM finding WHERE contract_id = $1', [work.contractId]);
      await tx.query(
        `INSERT INTO finding (tenant_id, contract_id, key, ordinal, rule, clause_type, body)
         SELECT current_tenant(), $1, f->>'key', n, f->>'rule', f->>'clauseType', f
           FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS found (f, n)`,
        [work.contractId, toJson(review.findings)],
      );
      await tx.query(
        `INSERT INTO contract_review (tenant_id, contract_id, compliant, undecided, summary)
         VALUES (current_tenant(), $1, $2, $3, $4)
         ON CONFLICT (tenant_id, contract_id) DO UPDATE SET compliant = $2, undecided = $3, summary = $4`,
        [work.contractId, toJson(review.compliant), toJson(review.undecided), toJson(review.summary)],
      );
      await tx.query(
        `UPDATE contract SET status = 'ready', stage = 'done', progress_done = 1, progress_total = 1, pages = $2,
                             language = $3, findings = $4, reviewed_at = clock_timestamp(),
                             heartbeat_at = clock_timestamp(), updated_at = clock_timestamp()
          WHERE id = $1`,
        [work.contractId, pages, language, toJson(review.summary.bySeverity)],
      );
      const at = new Date();
      if (review.findings.length > 0) {
        await recordKpiEvent(tx, {
          at,
          name: 'contract.first-finding',
          subject: work.contractId,
          properties: {},
        });
      }
      await recordKpiEvent(tx, {
        at,
        name: 'contract.reviewed',
        subject: work.contractId,
        properties: { batchId: work.batchId, pages, findings: review.findings.length },
      });
    });
  }

  async fail(
    work: ReviewWork,
    failure: { readonly code: ErrorCode; readonly message: string },
  ): Promise<void> {
    await this.database.work(work.tenantId, async (tx) => {
      const failed = await tx.query(
        `UPDATE contract SET status = 'failed', failure_code = $2, failure_message = $3,
                             heartbeat_at = clock_timestamp(), updated_at = clock_timestamp()
          WHERE id = $1 AND status = 'processing' RETURNING id`,
        [work.contractId, failure.code, failure.message],
      );
      if (failed.length === 0) return;
      await recordKpiEvent(tx, {
        at: new Date(),
        name: 'contract.failed',
        subject: work.contractId,
        properties: { batchId: work.batchId, code: failure.code },
      });
    });
  }

  findStuck(before: Date, limit: number): Promise<{ tenantId: TenantId; contractId: ContractId }[]> {
    return this.database.operate((tx) =>
      tx.query<{ tenantId: TenantId; contractId: ContractId }>(
        `SELECT tenant_id AS "tenantId", id AS "contractId" FROM contract
          WHERE status IN ('pending', 'processing') AND heartbeat_at < $1 ORDER BY heartbeat_at LIMIT $2`,
        [before, limit],
      ),
    );
  }
}
