import { EmbeddingSpaceId } from '@groundwork/kernel';
import type { NamedStatement } from '../database/sql-pool.ts';
import { chooseVectorScan } from './choose-vector-scan.ts';
import { encodeVector } from './insert-vectors.ts';
import type { SearchScope } from './open-search.ts';

export interface VectorQuery {
  readonly spaceId: EmbeddingSpaceId;
  readonly values: Float32Array;
  readonly limit: number;
  readonly scope: SearchScope;
}

/** A statement that yields the nearest visible Chunks as (chunk_id, score), and what it needs set for it. */
export interface VectorScanStatement {
  readonly statement: string | NamedStatement;
  readonly values: readonly unknown[];
  readonly settings: Readonly<Record<string, string>>;
  /** Fewer rows than this mean that the scan gave up early. */
  readonly atLeast: number;
}

// The lists come from a subquery, so that no plan is made for these very lists: one for two of three lists reads the
// vectors of all, and takes twice as long.
const exact = {
  name: 'exact-scan',
  text: `
    SELECT chunk_id, 1 - distance AS score
      FROM (SELECT chunk_id, values <=> $1::vector AS distance FROM embedding
             WHERE space_id = $2::uuid AND access_list_id = ANY ((SELECT $3::integer[])::integer[])
             ORDER BY distance LIMIT $4) nearest`,
};

/**
 * Exact: every visible vector is compared. Without the cast that the index is built over, which would cost as much
 * as the distance; that the dimensions agree is checked where vectors are written.
 */
export function exactScan({ spaceId, values, limit, scope }: VectorQuery): VectorScanStatement {
  return {
    statement: exact,
    values: [encodeVector(values), spaceId, scope.lists, limit],
    settings: {},
    atLeast: 0,
  };
}

/** By the index's half precision, a few more than asked for, with their score by the whole. */
function indexScan(query: VectorQuery, breadth: number): VectorScanStatement {
  const { spaceId, values, limit, scope } = query;
  const half = `halfvec(${values.length})`;
  return {
    statement: `
      SELECT chunk_id, 1 - (values <=> $1::vector) AS score FROM embedding
       WHERE space_id = '${EmbeddingSpaceId.parse(spaceId)}' AND access_list_id = ANY ($2::integer[])
       ORDER BY values::${half} <=> $1::vector::${half} LIMIT $3`,
    values: [encodeVector(values), scope.lists, limit + Math.ceil(limit / 5)],
    // Without sorts the planner has no other way than the index, whose order is the one asked for.
    settings: { 'hnsw.ef_search': String(breadth), enable_sort: 'off' },
    atLeast: Math.min(limit, scope.visible),
  };
}

export function vectorScan(query: VectorQuery): VectorScanStatement {
  const scan = chooseVectorScan(query.scope, query.limit);
  return scan.kind === 'index' ? indexScan(query, scan.breadth) : exactScan(query);
}
