import type { ChunkId } from '@groundwork/kernel';
import type { LegCandidate } from '@groundwork/retrieval';
import type { QueryResultRow } from 'pg';
import type { Transaction } from '../database/database.ts';
import { exactScan, type VectorQuery, vectorScan, type VectorScanStatement } from './vector-scan.ts';

/** The vector leg: the nearest visible Chunks, best first, always as many as there are up to the limit. */
export async function readNearest(tx: Transaction, query: VectorQuery): Promise<LegCandidate[]> {
  const scan = vectorScan(query);
  const found = await run(tx, scan);
  // The index gave up before it had enough visible rows; or some have no vector yet, which only a look can tell.
  const all =
    found.length >= scan.atLeast
      ? found
      : await run(tx, { ...exactScan(query), settings: { enable_sort: 'on' } });
  // By the index a few more are read than are wanted.
  return all.sort((x, y) => y.score - x.score || Number(x.chunkId) - Number(y.chunkId)).slice(0, query.limit);
}

interface NearestRow {
  readonly chunk_id: ChunkId;
  readonly score: number;
}

async function run(
  tx: Transaction,
  { settings, statement, values }: VectorScanStatement,
): Promise<LegCandidate[]> {
  const assignments = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', '${value}', true)`,
  );
  // Both at once: a session runs them in order.
  const [, rows] = await Promise.all([
    assignments.length > 0 ? tx.query(`SELECT ${assignments.join(', ')}`) : [],
    tx.query<NearestRow & QueryResultRow>(statement, values),
  ]);
  return rows.map(({ chunk_id: chunkId, score }) => ({ chunkId, score }));
}
