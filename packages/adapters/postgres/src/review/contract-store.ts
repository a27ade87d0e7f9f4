import type {
  Contract,
  ContractStatus,
  ContractStore,
  Finding,
  Review,
  StoredReview,
} from '@groundwork/review';
import { type ContractBatchId, ContractId, type Principal, UserError } from '@groundwork/kernel';
import type { Database, Transaction } from '../database/database.ts';
import { fromAnalysisData } from './analysis-data.ts';
import {
  type BatchRow,
  type ContractRow,
  selectBatch,
  selectContract,
  toBatch,
  toContract,
} from './contract-row.ts';
import { readNewestDecisions } from './decision-store.ts';

export class PostgresContractStore implements ContractStore {
  constructor(private readonly database: Database) {}

  find(principal: Principal, id: ContractId): Promise<Contract | undefined> {
    return this.database.read(principal, (tx) => readContract(tx, id));
  }

  /** Ids are ordered in time, and the last one is the cursor. */
  async list(
    principal: Principal,
    filter: {
      readonly batchId: ContractBatchId;
      readonly status?: ContractStatus;
      readonly limit: number;
      readonly cursor?: string;
    },
  ): Promise<{ readonly contracts: readonly Contract[]; readonly nextCursor?: string }> {
    const after = filter.cursor === undefined ? undefined : ContractId.safeParse(filter.cursor);
    if (after && !after.success) throw new UserError('request.invalid', 'The cursor is not one of a list');
    const rows = await this.database.read(principal, (tx) =>
      tx.query<ContractRow>(
        `${selectContract}
          WHERE c.batch_id = $1 AND ($2::text IS NULL OR c.status = $2) AND ($3::uuid IS NULL OR c.id > $3)
          ORDER BY c.id LIMIT $4`,
        [filter.batchId, filter.status, after?.data, filter.limit + 1],
      ),
    );
    const contracts = rows.slice(0, filter.limit).map(toContract);
    const last = contracts.at(-1);
    return { contracts, ...(rows.length > filter.limit && last && { nextCursor: last.id }) };
  }

  /** One snapshot: what is decided meanwhile does not mix with what was found before. */
  async findReview(principal: Principal, id: ContractId): Promise<StoredReview | undefined> {
    const read = await this.database.read(principal, async (tx) => {
      const contract = await readContract(tx, id);
      if (contract?.status !== 'ready') return undefined;
      const [data] = await tx.query<{ data: Buffer }>(
        'SELECT data FROM contract_analysis WHERE content_hash = $1',
        [contract.sha256],
      );
      const review = await readReview(tx, id);
      const [batch] = await tx.query<BatchRow>(`${selectBatch} WHERE b.id = $1`, [contract.batchId]);
      // A manager sees that the Contract is there, not what it says.
      if (!data || !review || !batch) return undefined;
      return { contract, review, batch: toBatch(batch), data, decisions: await readNewestDecisions(tx, id) };
    });
    if (!read) return undefined;
    const { data, ...rest } = read;
    return { ...rest, analysis: await fromAnalysisData(data.data) };
  }

  async findOriginal(
    principal: Principal,
    id: ContractId,
  ): Promise<{ readonly fileName: string; readonly content: Uint8Array } | undefined> {
    const parts = await this.database.read(principal, (tx) =>
      tx.query<{ file_name: string; data: Buffer }>(
        `SELECT c.file_name, o.data FROM contract c JOIN contract_original o ON o.tenant_id = c.tenant_id AND o.contract_id = c.id
          WHERE c.id = $1 ORDER BY o.part`,
        [id],
      ),
    );
    const [first] = parts;
    return first && { fileName: first.file_name, content: Buffer.concat(parts.map(({ data }) => data)) };
  }

  retry(principal: Principal, id: ContractId): Promise<boolean> {
    return this.database.write(principal, async (tx) => {
      if (!(await readContract(tx, id))) return false;
      await tx.as('worker');
      const retried = await tx.query(
        `UPDATE contract
            SET status = 'pending', stage = 'waiting', progress_done = 0, progress_total = 0, claims = 0,
                failure_code = NULL, failure_message = NULL, heartbeat_at = clock_timestamp()
          WHERE id = $1 AND status = 'failed' RETURNING id`,
        [id],
      );
      return retried.length > 0;
    });
  }
}

async function readContract(tx: Transaction, id: ContractId): Promise<Contract | undefined> {
  const [row] = await tx.query<ContractRow>(`${selectContract} WHERE c.id = $1`, [id]);
  return row && toContract(row);
}

async function readReview(tx: Transaction, id: ContractId): Promise<Review | undefined> {
  const [rest] = await tx.query<Pick<Review, 'compliant' | 'undecided' | 'summary'>>(
    'SELECT compliant, undecided, summary FROM contract_review WHERE contract_id = $1',
    [id],
  );
  if (!rest) return undefined;
  const findings = await tx.query<{ body: Finding }>(
    'SELECT body FROM finding WHERE contract_id = $1 ORDER BY ordinal',
    [id],
  );
  return { ...rest, findings: findings.map(({ body }) => body) };
}
