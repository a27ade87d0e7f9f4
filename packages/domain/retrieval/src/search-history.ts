import { type ChunkId, type CollectionId, hasScope, type Principal, UserError } from '@groundwork/kernel';
import type { ChunkIndex, LegCandidate, LegRankings, StoredPassage } from './chunk-index.ts';
import { indexTerms } from './index-terms.ts';
import { inverseDocumentFrequency } from './query-coverage.ts';

export interface HistoryQuery {
  readonly at: Date;
  /** Grants of the person who is audited; the Principal's own where absent. */
  readonly asOfGrants?: readonly string[];
  readonly terms: ReadonlyMap<string, number>;
  readonly collections?: readonly CollectionId[];
  readonly limit: number;
  readonly signal?: AbortSignal;
}

const k1 = 0.9;
const b = 0.4;

/**
 * BM25 over what was published and visible at a time in the past. The index holds the present only, so this reads
 * and analyses every Chunk of that time: twice over, because scores need statistics of all of them and memory shall
 * hold the best alone. Its statistics are those of the Chunks that were visible, not of the whole Tenant.
 *
 * Throws `UserError('auth.forbidden')` without the scope `audit`.
 */
export async function searchHistory(
  index: ChunkIndex,
  principal: Principal,
  query: HistoryQuery,
): Promise<LegRankings> {
  if (!hasScope(principal, 'audit')) {
    throw new UserError('auth.forbidden', 'Searching the past needs the scope "audit".');
  }
  // Read before the scan: a change in between makes the result older than its revision says, never newer.
  const revision = await index.revision(principal);
  const scan = () =>
    index.scanAsOf(principal, {
      at: query.at,
      grants: query.asOfGrants ?? principal.grants,
      ...(query.collections && { collections: query.collections }),
    });
  const { counted, chunks, meanLength, chunksWith } = await countTerms(scan(), query);
  const scored = counted.map(({ chunkId, length, counts }): LegCandidate => {
    let score = 0;
    for (const [term, count] of counts) {
      const idf = inverseDocumentFrequency(chunks, chunksWith.get(term) ?? 0);
      const norm = k1 * (1 - b + (b * length) / meanLength);
      score += ((query.terms.get(term) ?? 0) * idf * count * (k1 + 1)) / (count + norm);
    }
    return { chunkId, score };
  });
  const lexical = scored.sort((a, c) => c.score - a.score).slice(0, query.limit);
  const wanted = new Set(lexical.map(({ chunkId }) => chunkId));
  const passages = new Map<ChunkId, StoredPassage>();
  for await (const passage of scan()) {
    query.signal?.throwIfAborted();
    if (wanted.has(passage.chunkId)) passages.set(passage.chunkId, passage);
  }
  return { lexical, vector: [], passages, statistics: { chunks, chunksWith }, revision };
}

interface CountedChunk {
  readonly chunkId: ChunkId;
  readonly length: number;
  /** Of the query's terms only. */
  readonly counts: readonly (readonly [string, number])[];
}

async function countTerms(scan: AsyncIterable<StoredPassage>, { terms, signal }: HistoryQuery) {
  const counted: CountedChunk[] = [];
  const chunksWith = new Map<string, number>();
  let chunks = 0;
  let total = 0;
  for await (const passage of scan) {
    signal?.throwIfAborted();
    const found = indexTerms(passage);
    const length = [...found.values()].reduce((sum, count) => sum + count, 0);
    chunks += 1;
    total += length;
    const counts: [string, number][] = [];
    for (const term of terms.keys()) {
      const count = found.get(term);
      if (count === undefined) continue;
      counts.push([term, count]);
      chunksWith.set(term, (chunksWith.get(term) ?? 0) + 1);
    }
    if (counts.length > 0) counted.push({ chunkId: passage.chunkId, length, counts });
  }
  return { counted, chunks, meanLength: chunks > 0 ? total / chunks : 0, chunksWith };
}
