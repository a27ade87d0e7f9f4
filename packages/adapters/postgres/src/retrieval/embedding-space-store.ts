import type { EmbeddingSpaceSpec } from '@groundwork/inference';
import { EmbeddingSpaceId, newId, OperationalError, type TenantId } from '@groundwork/kernel';
import type { EmbeddingSpace, EmbeddingSpaceStore } from '@groundwork/retrieval';
import type { QueryResultRow } from 'pg';
import type { Database, Transaction } from '../database/database.ts';
import { insertVectors } from './insert-vectors.ts';
import { lockIndex } from './lock-index.ts';

const columns = 'id, name, version, dimensions, distance, state';

export class PostgresEmbeddingSpaceStore implements EmbeddingSpaceStore {
  constructor(private readonly database: Database) {}

  /** A space still building for another model makes way: at most one is built at a time. */
  ensure(tenantId: TenantId, spec: EmbeddingSpaceSpec): Promise<EmbeddingSpace> {
    return this.database.work(tenantId, async (tx) => {
      await lockIndex(tx);
      const spaces = await listSpaces(tx);
      const existing = spaces.find(({ name, version }) => name === spec.name && version === spec.version);
      if (existing && existing.dimensions !== spec.dimensions) {
        throw new OperationalError(
          'model.dimension-mismatch',
          `${spec.name} ${spec.version} has ${existing.dimensions} dimensions here, the model ${spec.dimensions}`,
        );
      }
      if (existing) return existing;
      const building = spaces.find((space) => space.state === 'building');
      if (building) await dropSpace(tx, building.id);
      const state = spaces.some((space) => space.state === 'active') ? 'building' : 'active';
      const space: EmbeddingSpace = { id: newId(EmbeddingSpaceId), ...spec, state };
      await tx.query(
        `INSERT INTO embedding_space (tenant_id, ${columns}) VALUES (current_tenant(), $1, $2, $3, $4, $5, $6)`,
        [space.id, space.name, space.version, space.dimensions, space.distance, space.state],
      );
      return space;
    });
  }

  list(tenantId: TenantId): Promise<EmbeddingSpace[]> {
    return this.database.work(tenantId, listSpaces);
  }

  listMissing(
    tenantId: TenantId,
    spaceId: EmbeddingSpaceId,
    limit: number,
  ): Promise<{ chunkId: string; title: string; headingPath: readonly string[]; text: string }[]> {
    return this.database.work(tenantId, (tx) =>
      tx.query<{ chunkId: string; title: string; headingPath: string[]; text: string }>(
        `SELECT c.id AS "chunkId", d.title, c.heading_path AS "headingPath", c.text
           FROM chunk c JOIN document d ON d.tenant_id = c.tenant_id AND d.id = c.document_id
          WHERE c.valid_to IS NULL AND ${lacksVector} ORDER BY c.id LIMIT $2`,
        [spaceId, limit],
      ),
    );
  }

  async saveVectors(
    tenantId: TenantId,
    spaceId: EmbeddingSpaceId,
    vectors: ReadonlyMap<string, Float32Array>,
  ): Promise<void> {
    await this.database.work(tenantId, (tx) => insertVectors(tx, spaceId, vectors));
  }

  activate(tenantId: TenantId, spaceId: EmbeddingSpaceId): Promise<boolean> {
    return this.database.work(tenantId, async (tx) => {
      await lockIndex(tx);
      const spaces = await listSpaces(tx);
      if (!spaces.some((space) => space.id === spaceId)) return false;
      const missing = await tx.query(
        `SELECT c.id FROM chunk c WHERE c.valid_to IS NULL AND ${lacksVector} LIMIT 1`,
        [spaceId],
      );
      if (missing.length > 0) return false;
      for (const { id } of spaces) if (id !== spaceId) await dropSpace(tx, id);
      await tx.query(`UPDATE embedding_space SET state = 'active' WHERE id = $1`, [spaceId]);
      await tx.query('SELECT bump_index(current_tenant())');
      return true;
    });
  }
}

const lacksVector = `NOT EXISTS (
  SELECT FROM embedding e WHERE e.tenant_id = c.tenant_id AND e.chunk_id = c.id AND e.space_id = $1)`;

function listSpaces(tx: Transaction): Promise<EmbeddingSpace[]> {
  return tx.query<EmbeddingSpace & QueryResultRow>(
    `SELECT ${columns} FROM embedding_space ORDER BY created_at`,
  );
}

async function dropSpace(tx: Transaction, id: EmbeddingSpaceId): Promise<void> {
  // The space first: that waits for whoever is still writing vectors into it.
  await tx.query('DELETE FROM embedding_space WHERE id = $1', [id]);
  await tx.query('DELETE FROM embedding WHERE space_id = $1', [id]);
}
