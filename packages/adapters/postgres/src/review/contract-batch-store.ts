import type {
  AddedContract,
  ContractBatch,
  ContractBatchStore,
  NewContract,
  NewContractBatch,
} from '@groundwork/review';
import { ContractBatchId, ContractId, newId, type Principal, sha256, UserError } from '@groundwork/kernel';
import { recordKpiEvent } from '../answering/record-kpi-event.ts';
import type { Database, Transaction } from '../database/database.ts';
import { saveOriginals } from '../database/originals.ts';
import {
  type BatchRow,
  type ContractRow,
  selectBatch,
  selectContract,
  toBatch,
  toContract,
} from './contract-row.ts';

export class PostgresContractBatchStore implements ContractBatchStore {
  constructor(private readonly database: Database) {}

  create(principal: Principal, batch: NewContractBatch): Promise<ContractBatch> {
    return this.database.write(principal, async (tx) => {
      await tx.as('worker');
      await tx.query(
        `INSERT INTO contract_batch (tenant_id, id, name, playbook_id, playbook_source, stance, access_list_id, created_at)
         VALUES (current_tenant(), $1, $2, $3, $4, $5, access_list_for($1, $6), $7)`,
        [
          batch.id,
          batch.name,
          batch.playbook?.id,
          batch.playbook?.source,
          batch.stance,
          batch.access,
          batch.createdAt,
        ],
      );
      const [row] = await tx.query<BatchRow>(`${selectBatch} WHERE b.id = $1`, [batch.id]);
      if (!row) throw new Error(`Batch ${batch.id} vanished inside its own transaction`);
      return toBatch(row);
    });
  }

  async find(principal: Principal, id: ContractBatchId): Promise<ContractBatch | undefined> {
    const rows = await this.database.read(principal, (tx) =>
      tx.query<BatchRow>(`${selectBatch} WHERE b.id = $1`, [id]),
    );
    return rows[0] && toBatch(rows[0]);
  }

  /** Newest first: ids are ordered in time, and the last one is the cursor. */
  async list(
    principal: Principal,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly batches: readonly ContractBatch[]; readonly nextCursor?: string }> {
    const after = cursor === undefined ? undefined : ContractBatchId.safeParse(cursor);
    if (after && !after.success) throw new UserError('request.invalid', 'The cursor is not one of a list');
    const rows = await this.database.read(principal, (tx) =>
      tx.query<BatchRow>(`${selectBatch} WHERE $1::uuid IS NULL OR b.id < $1 ORDER BY b.id DESC LIMIT $2`, [
        after?.data,
        limit + 1,
      ]),
    );
    const batches = rows.slice(0, limit).map(toBatch);
    const last = batches.at(-1);
    return { batches, ...(rows.length > limit && last && { nextCursor: last.id }) };
  }

  add(principal: Principal, batchId: ContractBatchId, file: NewContract): Promise<AddedContract> {
    return this.database.write(principal, async (tx) => {
      const [batch] = await tx.query<{ access_list_id: number }>(
        'SELECT access_list_id FROM contract_batch WHERE id = $1',
        [batchId],
      );
      if (!batch) throw new UserError('contract-batch.not-found', `There is no contract batch ${batchId}.`);
      await tx.as('worker');
      const hash = sha256(file.content);
      const created = await insertContract(tx, { batchId, accessListId: batch.access_list_id, hash, file });
      if (!created) await noteOtherName(tx, { batchId, hash, fileName: file.fileName });
      const [row] = await tx.query<ContractRow>(
        `${selectContract} WHERE c.batch_id = $1 AND c.content_hash = $2`,
        [batchId, hash],
      );
      if (!row) throw new Error(`"${file.fileName}" is neither there nor insertable`);
      return {
        fileName: file.fileName,
        outcome: created ? 'created' : 'duplicate',
        contract: toContract(row),
      };
    });
  }

  remove(principal: Principal, id: ContractBatchId): Promise<boolean> {
    return this.database.write(principal, async (tx) => {
      const visible = await tx.query('SELECT id FROM contract_batch WHERE id = $1', [id]);
      if (visible.length === 0) return false;
      await tx.as('worker');
      await tx.query('DELETE FROM contract_batch WHERE id = $1', [id]);
      return true;
    });
  }
}

interface Insertion {
  readonly batchId: ContractBatchId;
  readonly accessListId: number;
  readonly hash: string;
  readonly file: NewContract;
}

/** False where the batch holds these bytes already. */
async function insertContract(
  tx: Transaction,
  { batchId, accessListId, hash, file }: Insertion,
): Promise<boolean> {
  const { fileName, mediaType, content } = file;
  const id = newId(ContractId);
  const inserted = await tx.query<{ created_at: Date }>(
    `INSERT INTO contract (tenant_id, id, batch_id, access_list_id, file_name, media_type, bytes, content_hash, status, stage)
     VALUES (current_tenant(), $1, $2, $3, $4, $5, $6, $7, 'pending', 'waiting')
     ON CONFLICT DO NOTHING RETURNING created_at`,
    [id, batchId, accessListId, fileName, mediaType, content.length, hash],
  );
  if (!inserted[0]) return false;
  await saveOriginals(tx, 'contract', [{ id, content }]);
  await recordKpiEvent(tx, {
    at: inserted[0].created_at,
    name: 'contract.uploaded',
    subject: id,
    properties: { batchId, bytes: content.length },
  });
  return true;
}

async function noteOtherName(
  tx: Transaction,
  { batchId, hash, fileName }: { batchId: ContractBatchId; hash: string; fileName: string },
): Promise<void> {
  await tx.query(
    `UPDATE contract SET also_named = array_append(also_named, $3)
      WHERE batch_id = $1 AND content_hash = $2 AND file_name <> $3 AND NOT $3 = ANY (also_named)`,
    [batchId, hash, fileName],
  );
}
