import type { ChunkId } from '@groundwork/kernel';
import type { LegCandidate, StoredPassage } from '@groundwork/retrieval';
import type { QueryResultRow } from 'pg';
import type { Transaction } from '../database/database.ts';
import { type PassageRow, toPassage } from './passage-row.ts';
import { exactScan, type VectorQuery, vectorScan, type VectorScanStatement } from './vector-scan.ts';

interface Candidates {
  readonly vector: readonly LegCandidate[];
  readonly passages: ReadonlyMap<ChunkId, StoredPassage>;
}

interface CandidateRow extends PassageRow {
  readonly score: number | null;
}

/** The vector leg, and the Passages of both legs with it. */
export async function readCandidates(
  tx: Transaction,
  lexical: readonly LegCandidate[],
  { vector }: { readonly vector?: VectorQuery },
): Promise<Candidates> {
  const ids = lexical.map(({ chunkId }) => chunkId);
  if (!vector)
    return ids.length > 0 ? candidatesOf(await read(tx, ids)) : { vector: [], passages: new Map() };
  const scan = vectorScan(vector);
  const found = candidatesOf(await read(tx, ids, scan));
  if (found.vector.length >= scan.atLeast) return cut(found, ids, vector.limit);
  // The index gave up before it had enough visible rows; or some have no vector yet, which only a look can tell.
  return candidatesOf(await read(tx, ids, exactScan(vector)));
}

/**
 * Chunks are looked up by an array: joined to the scan itself, their plan would hang on how many rows the planner
 * expects of it, and on tables that nobody has analyzed yet it read every Chunk. Put together in a subquery of its
 * own: operators that are not leakproof cannot find a row before row-level security has seen it.
 */
async function read(
  tx: Transaction,
  ids: readonly ChunkId[],
  scan?: VectorScanStatement,
): Promise<CandidateRow[]> {
  const values = [...(scan?.values ?? []), ids];
  const settings = Object.entries(scan?.settings ?? {}).map(
    ([name, value]) => `set_config('${name}', '${value}', true)`,
  );
  const nearest = scan?.text ?? 'SELECT 0::bigint AS chunk_id, 0::float8 AS score WHERE false';
  const [, rows] = await Promise.all([
    settings.length > 0 ? tx.query(`SELECT ${settings.join(', ')}`) : [],
    tx.query<CandidateRow & QueryResultRow>(
      `WITH nearest AS MATERIALIZED (${nearest})
       SELECT n.score, c.id, c.document_id, c.version_id, c.collection_id, d.external_id, d.title, c.text,
              c.span_start, c.span_end, c.heading_path, c.page_start, c.page_end, c.cells, c.language, d.flags
         FROM chunk c
         JOIN document d ON d.tenant_id = c.tenant_id AND d.id = c.document_id
         LEFT JOIN nearest n ON n.chunk_id = c.id
        WHERE c.id = ANY ((SELECT ARRAY(SELECT chunk_id FROM nearest) || $${values.length}::bigint[])::bigint[])`,
      values,
    ),
  ]);
  return rows;
}

function candidatesOf(rows: readonly CandidateRow[]): Candidates {
  const vector = rows.flatMap(({ id, score }) => (score === null ? [] : [{ chunkId: id, score }]));
  return {
    vector: vector.sort((x, y) => y.score - x.score || Number(x.chunkId) - Number(y.chunkId)),
    passages: new Map(rows.map((row) => [row.id, toPassage(row)])),
  };
}

/** The index is asked for a few more than are wanted. */
function cut({ vector, passages }: Candidates, lexical: readonly ChunkId[], limit: number): Candidates {
  const kept = vector.slice(0, limit);
  const wanted = new Set([...lexical, ...kept.map(({ chunkId }) => chunkId)]);
  return { vector: kept, passages: new Map([...passages].filter(([id]) => wanted.has(id))) };
}
