import type { EmbeddingSpaceId } from '@groundwork/kernel';
import type { LegCandidate } from '@groundwork/retrieval';
import type { QueryResultRow } from 'pg';
import type { Transaction } from '../database/database.ts';
import { chooseVectorScan } from './choose-vector-scan.ts';
import { encodeVector } from './insert-vectors.ts';
import type { SearchScope } from './open-search.ts';

export interface VectorQuery {
  readonly spaceId: EmbeddingSpaceId;
  readonly values: Float32Array;
  readonly limit: number;
  readonly scope: SearchScope;
}

/** The nearest visible Chunks by exact cosine; row-level security is the filter, the scope only helps the planner. */
export async function rankVectors(tx: Transaction, query: VectorQuery): Promise<LegCandidate[]> {
  const { limit, scope } = query;
  const scan = chooseVectorScan(scope, limit);
  if (scan.kind === 'index') {
    const found = await scanIndex(tx, query, scan.breadth);
    if (found.length >= Math.min(limit, scope.visible)) return found;
    // The index gave up before it had enough visible rows; or some have no vector yet, which only a look tells.
  }
  return scanExactly(tx, query);
}

/** The cast of the index would cost as much as the distance: a query of as many numbers is check enough. */
async function scanExactly(tx: Transaction, query: VectorQuery): Promise<LegCandidate[]> {
  const rows = await tx.query<LegCandidate & QueryResultRow>(
    `SELECT chunk_id AS "chunkId", 1 - distance AS score
       FROM (SELECT chunk_id, values <=> $1::vector AS distance FROM embedding
              WHERE space_id = $2 AND access_list_id = ANY ($3::integer[]) ORDER BY distance LIMIT $4) nearest`,
    [encodeVector(query.values), query.spaceId, query.scope.lists, query.limit],
  );
  return sorted(rows);
}

/** Candidates by the index's halved precision, a few more than asked for, ranked by the whole. */
async function scanIndex(tx: Transaction, query: VectorQuery, breadth: number): Promise<LegCandidate[]> {
  const { values, spaceId, limit, scope } = query;
  const half = `halfvec(${values.length})`;
  // Without sorts the planner has no other way than the index, whose order is the one asked for.
  await tx.query(`SELECT set_config('hnsw.ef_search', $1, true), set_config('enable_sort', 'off', true)`, [
    String(breadth),
  ]);
  const rows = await tx.query<LegCandidate & QueryResultRow>(
    `SELECT chunk_id AS "chunkId", 1 - (values <=> $1::vector) AS score FROM embedding
      WHERE space_id = '${spaceId}' AND access_list_id = ANY ($2::integer[])
      ORDER BY values::${half} <=> $1::vector::${half} LIMIT $3`,
    [encodeVector(values), scope.lists, limit + Math.ceil(limit / 5)],
  );
  return sorted(rows).slice(0, limit);
}

function sorted(rows: readonly LegCandidate[]): LegCandidate[] {
  return [...rows].sort((x, y) => y.score - x.score || Number(x.chunkId) - Number(y.chunkId));
}
