import type { ChunkId } from '@groundwork/kernel';
import type { Neighbours } from '@groundwork/retrieval';
import type { QueryResultRow } from 'pg';
import type { Transaction } from '../database/database.ts';
import { type PassageRow, toPassage } from './passage-row.ts';

interface NeighbourRow extends PassageRow {
  /** The Chunk that was asked about. */
  readonly of: ChunkId;
  /** Where the row stands: -1 before, 1 after, 0 is the Chunk itself. */
  readonly place: number;
}

/** The Chunks asked about tell by their own rows that they are seen, so that those without neighbours have an entry. */
export async function readNeighbours(
  tx: Transaction,
  chunkIds: readonly ChunkId[],
): Promise<Map<ChunkId, Neighbours>> {
  const rows = await tx.query<NeighbourRow & QueryResultRow>(
    `SELECT p.id AS of, c.ordinal - p.ordinal AS place, c.id, c.document_id, c.version_id, c.collection_id,
            d.external_id, d.title, c.text, c.span_start, c.span_end, c.heading_path, c.page_start, c.page_end,
            c.cells, c.language, d.flags
       FROM chunk p
       JOIN chunk c ON c.tenant_id = p.tenant_id AND c.document_id = p.document_id
                   AND c.version_id = p.version_id AND c.ordinal BETWEEN p.ordinal - 1 AND p.ordinal + 1
       JOIN document d ON d.tenant_id = c.tenant_id AND d.id = c.document_id
      WHERE p.id = ANY ($1::bigint[])`,
    [chunkIds],
  );
  const found = new Map<ChunkId, Neighbours>();
  for (const row of rows) {
    const known = found.get(row.of) ?? {};
    if (row.place === 0) found.set(row.of, known);
    else found.set(row.of, { ...known, [row.place < 0 ? 'before' : 'after']: toPassage(row) });
  }
  return found;
}
