import { type EmbeddingSpaceId, OperationalError } from '@groundwork/kernel';
import type { Transaction } from '../database/database.ts';

const batchSize = 200;

/**
 * Write vectors of Chunks that are still current; `vectors` is by Chunk id. The Chunks are held, so that none can be
 * withdrawn or change its access in between. Throws `OperationalError('model.dimension-mismatch')`.
 */
export async function insertVectors(
  tx: Transaction,
  spaceId: EmbeddingSpaceId,
  vectors: ReadonlyMap<string, Float32Array>,
): Promise<void> {
  const [space] = await tx.query<{ dimensions: number }>(
    'SELECT dimensions FROM embedding_space WHERE id = $1 FOR KEY SHARE',
    [spaceId],
  );
  if (!space) return;
  const entries = [...vectors];
  for (let start = 0; start < entries.length; start += batchSize) {
    const batch = entries.slice(start, start + batchSize);
    const values: unknown[] = [spaceId];
    const rows = batch.map(([chunkId, vector]) => {
      if (vector.length !== space.dimensions) {
        throw new OperationalError(
          'model.dimension-mismatch',
          `The space has ${space.dimensions} dimensions, the model gave ${vector.length}`,
        );
      }
      values.push(chunkId, encodeVector(vector));
      return `($${values.length - 1}::bigint, $${values.length}::vector)`;
    });
    await tx.query(
      `INSERT INTO embedding (tenant_id, chunk_id, space_id, access_list_id, values)
       SELECT c.tenant_id, c.id, $1, c.access_list_id, v.values
         FROM (VALUES ${rows.join(', ')}) AS v (chunk_id, values)
         JOIN chunk c ON c.tenant_id = current_tenant() AND c.id = v.chunk_id AND c.valid_to IS NULL
          FOR SHARE OF c
       ON CONFLICT (tenant_id, chunk_id, space_id) DO UPDATE SET values = excluded.values`,
      values,
    );
  }
}

/** pgvector's binary form: two 16-bit numbers (dimensions, unused), then big-endian 32-bit floats. */
export function encodeVector(vector: Float32Array): Buffer {
  const bytes = Buffer.allocUnsafe(4 + vector.length * 4);
  bytes.writeInt16BE(vector.length, 0);
  bytes.writeInt16BE(0, 2);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let index = 0; index < vector.length; index++) view.setFloat32(4 + index * 4, vector[index]!);
  return bytes;
}
