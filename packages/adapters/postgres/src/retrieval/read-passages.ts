import type { ChunkId } from '@groundwork/kernel';
import type { ChosenPassages, FoundLegs, StoredPassage } from '@groundwork/retrieval';
import type { QueryResultRow } from 'pg';
import type { Transaction } from '../database/database.ts';
import { type PassageRow, toPassage } from './passage-row.ts';

const statement = {
  name: 'passages',
  text: `
    SELECT c.id, c.document_id, c.version_id, c.collection_id, d.external_id, d.title, c.text, c.span_start, c.span_end,
           c.heading_path, c.page_start, c.page_end, c.cells, c.language, d.flags
      FROM chunk c
      JOIN document d ON d.tenant_id = c.tenant_id AND d.id = c.document_id
     WHERE c.id = ANY ($1::bigint[])`,
};

/** The Passages of these Chunks, as far as they are visible. */
export async function readPassages(
  tx: Transaction,
  ids: readonly ChunkId[],
): Promise<Map<ChunkId, StoredPassage>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<PassageRow & QueryResultRow>(statement, [ids]);
  return new Map(rows.map((row) => [row.id, toPassage(row)]));
}

/** Those that are wanted of what was found, beside those `read` already. */
export async function readWanted(
  tx: Transaction,
  found: FoundLegs,
  {
    wanted,
    read,
  }: { readonly wanted: ChosenPassages | undefined; readonly read: Map<ChunkId, StoredPassage> },
): Promise<Map<ChunkId, StoredPassage>> {
  const all = new Set([...found.lexical, ...found.vector].map(({ chunkId }) => chunkId));
  for (;;) {
    const missing = [...(wanted?.(found, read) ?? all)].filter((id) => !read.has(id));
    if (missing.length === 0) return read;
    const passages = await readPassages(tx, missing);
    for (const [id, passage] of passages) read.set(id, passage);
    // A Chunk that cannot be read would be asked for for ever.
    if (!wanted || passages.size < missing.length) return read;
  }
}
