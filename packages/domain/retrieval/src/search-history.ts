import { type ChunkId, type CollectionId, hasScope, type Principal, UserError } from '@groundwork/kernel';
import type { ChunkIndex, LegCandidate, LegRankings, QueryTerms, StoredPassage } from './chunk-index.ts';
import { indexTerms } from './index-terms.ts';
import { holdsPhrase, phraseFields } from './phrase-form.ts';
import { allTerms, saturate, scoreChunk, weighQuery } from './weigh-query.ts';

export interface HistoryQuery extends QueryTerms {
  readonly at: Date;
  /** Grants of the person who is audited; the Principal's own where absent. */
  readonly asOfGrants?: readonly string[];
  readonly collections?: readonly CollectionId[];
  readonly limit: number;
  readonly signal?: AbortSignal;
}

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
  const weighed = weighQuery(query, { chunks, chunksWith });
  const scored = counted.map(({ chunkId, length, counts, phrases }): LegCandidate => {
    const saturation = (term: string) => saturate(counts.get(term) ?? 0, length, meanLength);
    return { chunkId, score: scoreChunk(weighed, saturation, (form) => phrases.has(form)) };
  });
  const lexical = scored
    .filter(({ score }) => score > 0)
    .sort((a, c) => c.score - a.score)
    .slice(0, query.limit);
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
  readonly counts: ReadonlyMap<string, number>;
  readonly phrases: ReadonlySet<string>;
}

async function countTerms(scan: AsyncIterable<StoredPassage>, { signal, ...query }: HistoryQuery) {
  const wanted = allTerms(query);
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
    const counts = new Map<string, number>();
    for (const term of wanted) {
      const count = found.get(term);
      if (count === undefined) continue;
      counts.set(term, count);
      chunksWith.set(term, (chunksWith.get(term) ?? 0) + 1);
    }
    if (counts.size > 0) {
      const phrases = phrasesOf(passage, query.phrases);
      counted.push({ chunkId: passage.chunkId, length, counts, phrases });
    }
  }
  return { counted, chunks, meanLength: chunks > 0 ? total / chunks : 0, chunksWith };
}

function phrasesOf(passage: StoredPassage, phrases: QueryTerms['phrases'] = []): Set<string> {
  if (phrases.length === 0) return new Set();
  const fields = phraseFields(passage);
  return new Set(
    phrases.map(({ form }) => form).filter((form) => fields.some((field) => holdsPhrase(field, form))),
  );
}
