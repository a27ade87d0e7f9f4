import type {
  Contract,
  ContractBatch,
  ContractStage,
  ContractStatus,
  Severity,
  Stance,
} from '@groundwork/review';
import type { ContractBatchId, ContractId, ErrorCode, Grant } from '@groundwork/kernel';

/** A Contract as far as the current role sees it. */
export const selectContract = /* sql */ `
  SELECT c.id, c.batch_id, c.file_name, c.also_named, c.bytes::float8 AS bytes, c.content_hash, c.status, c.stage,
         c.progress_done, c.progress_total, c.failure_code, c.failure_message, c.pages, c.language, c.findings,
         c.reviewed_at, c.signed_off_at, c.signed_off_by, c.created_at, c.updated_at
    FROM contract c`;

export interface ContractRow {
  readonly id: ContractId;
  readonly batch_id: ContractBatchId;
  readonly file_name: string;
  readonly also_named: string[];
  readonly bytes: number;
  readonly content_hash: string;
  readonly status: ContractStatus;
  readonly stage: ContractStage;
  readonly progress_done: number;
  readonly progress_total: number;
  readonly failure_code: ErrorCode | null;
  readonly failure_message: string | null;
  readonly pages: number | null;
  readonly language: string | null;
  readonly findings: Record<Severity, number> | null;
  readonly reviewed_at: Date | null;
  readonly signed_off_at: Date | null;
  readonly signed_off_by: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export function toContract(row: ContractRow): Contract {
  return {
    id: row.id,
    batchId: row.batch_id,
    fileName: row.file_name,
    alsoNamed: row.also_named,
    bytes: row.bytes,
    sha256: row.content_hash,
    status: row.status,
    progress: { stage: row.stage, done: row.progress_done, total: row.progress_total },
    ...(row.failure_code && { failure: { code: row.failure_code, message: row.failure_message ?? '' } }),
    ...(row.reviewed_at && {
      reviewed: {
        at: row.reviewed_at,
        pages: row.pages ?? 0,
        language: row.language ?? 'und',
        findings: row.findings ?? { info: 0, low: 0, medium: 0, high: 0, critical: 0 },
      },
    }),
    ...(row.signed_off_at && { signedOff: { at: row.signed_off_at, by: row.signed_off_by ?? '' } }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A batch with the grants of its access list and how many of its Contracts stand where. */
export const selectBatch = /* sql */ `
  SELECT b.id, b.name, b.playbook_id, b.playbook_source, b.stance, l.grants, b.created_at,
         n.pending, n.processing, n.ready, n.failed
    FROM contract_batch b
    JOIN access_list l ON l.tenant_id = b.tenant_id AND l.id = b.access_list_id
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE status = 'pending')::int AS pending,
             count(*) FILTER (WHERE status = 'processing')::int AS processing,
             count(*) FILTER (WHERE status = 'ready')::int AS ready,
             count(*) FILTER (WHERE status = 'failed')::int AS failed
        FROM contract c WHERE c.tenant_id = b.tenant_id AND c.batch_id = b.id) n`;

export interface BatchRow {
  readonly id: ContractBatchId;
  readonly name: string;
  readonly playbook_id: string | null;
  readonly playbook_source: string | null;
  readonly stance: Stance;
  readonly grants: Grant[];
  readonly created_at: Date;
  readonly pending: number;
  readonly processing: number;
  readonly ready: number;
  readonly failed: number;
}

export function toBatch(row: BatchRow): ContractBatch {
  const { pending, processing, ready, failed } = row;
  return {
    id: row.id,
    name: row.name,
    ...(row.playbook_id !== null && {
      playbook: { id: row.playbook_id, source: row.playbook_source ?? '' },
    }),
    stance: row.stance,
    access: row.grants,
    createdAt: row.created_at,
    contracts: { pending, processing, ready, failed },
  };
}
