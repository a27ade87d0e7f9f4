import { isDeepStrictEqual } from 'node:util';
import type { ChunkId } from '@groundwork/kernel';
import type { LegCandidate } from '@groundwork/retrieval';
import type { QueryResultRow } from 'pg';
import type { Transaction } from '../database/database.ts';
import { exactScan, type VectorQuery, vectorScan, type VectorScanStatement } from './vector-scan.ts';

/** A scan that was sent, whose answer may be no use. */
export interface StartedScan {
  readonly scan: VectorScanStatement;
  readonly rows: Promise<LegCandidate[]>;
}

/** Sends the scan at once: whether it was the right one is asked where its answer is. */
export function startScan(tx: Transaction, query: VectorQuery): StartedScan {
  const scan = vectorScan(query);
  const rows = run(tx, scan);
  // Reported where it is awaited.
  rows.catch(() => {});
  return { scan, rows };
}

/** The vector leg: the nearest visible Chunks, best first, always as many as there are up to the limit. */
export async function readNearest(
  tx: Transaction,
  query: VectorQuery,
  started?: StartedScan,
): Promise<LegCandidate[]> {
  const scan = vectorScan(query);
  const isStarted = started !== undefined && isSame(started.scan, scan);
  // What an earlier scan has set holds for the rest of the transaction.
  const settings = started ? { enable_sort: 'on', ...scan.settings } : scan.settings;
  const found = await (isStarted ? started.rows : run(tx, { ...scan, settings }));
  // The index gave up before it had enough visible rows; or some have no vector yet, which only a look can tell.
  const all =
    found.length >= scan.atLeast
      ? found
      : await run(tx, { ...exactScan(query), settings: { enable_sort: 'on' } });
  // By the index a few more are read than are wanted.
  return all.sort((x, y) => y.score - x.score || Number(x.chunkId) - Number(y.chunkId)).slice(0, query.limit);
}

function isSame(one: VectorScanStatement, other: VectorScanStatement): boolean {
  // The first value is the vector, which is that of the query in both.
  const parts = ({ statement, settings, values }: VectorScanStatement) => [
    statement,
    settings,
    ...values.slice(1),
  ];
  return isDeepStrictEqual(parts(one), parts(other));
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
