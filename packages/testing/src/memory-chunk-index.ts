import type { ChunkId, EmbeddingSpaceId, Grant, Principal, TenantId } from '@groundwork/kernel';
import { UserError, hasScope } from '@groundwork/kernel';
import {
  allTerms,
  type ChunkIndex,
  holdsPhrase,
  type IndexQuery,
  type LegCandidate,
  type LegRankings,
  type Neighbours,
  phraseFields,
  saturate,
  type StoredPassage,
  type WeighedQuery,
  weighQuery,
} from '@groundwork/retrieval';

/** A published Chunk with what finds it and who may see it. */
export interface MemoryChunk {
  readonly tenantId: TenantId;
  readonly passage: StoredPassage;
  readonly terms: ReadonlyMap<string, number>;
  readonly vectors?: ReadonlyMap<EmbeddingSpaceId, Float32Array>;
  /** Defaults to everyone of the Tenant. */
  readonly access?: readonly Grant[];
  /** Defaults to the beginning of time. */
  readonly publishedAt?: Date;
}

interface Entry extends Required<Omit<MemoryChunk, 'vectors'>> {
  readonly vectors: Map<EmbeddingSpaceId, Float32Array>;
  readonly length: number;
  removedAt?: Date;
}

/** The `ChunkIndex` port without a database: exact BM25 and exact cosine over what was added. */
export class MemoryChunkIndex implements ChunkIndex {
  private readonly entries = new Map<ChunkId, Entry>();
  private readonly postings = new Map<string, { entry: Entry; count: number }[]>();
  private readonly totals = new Map<TenantId, { chunks: number; length: number }>();
  private changes = 0;
  /** What searches report; whoever changes a lexicon beside this index says so here. */
  lexiconRevision = '0';

  add(chunk: MemoryChunk): void {
    const length = [...chunk.terms.values()].reduce((sum, count) => sum + count, 0);
    const entry: Entry = {
      access: ['everyone'],
      publishedAt: new Date(0),
      ...chunk,
      vectors: new Map(chunk.vectors),
      length,
    };
    this.entries.set(chunk.passage.chunkId, entry);
    for (const [term, count] of chunk.terms) {
      const list = this.postings.get(keyOf(chunk.tenantId, term)) ?? [];
      list.push({ entry, count });
      this.postings.set(keyOf(chunk.tenantId, term), list);
    }
    this.count(entry, 1);
  }

  remove(chunkId: ChunkId, at = new Date()): void {
    const entry = this.entries.get(chunkId);
    if (!entry || entry.removedAt) return;
    entry.removedAt = at;
    for (const term of entry.terms.keys()) {
      const key = keyOf(entry.tenantId, term);
      this.postings.set(
        key,
        (this.postings.get(key) ?? []).filter((posting) => posting.entry !== entry),
      );
    }
    this.count(entry, -1);
  }

  async search(principal: Principal, query: IndexQuery): Promise<LegRankings> {
    const visible = (entry: Entry) => sees(principal, entry) && within(entry, query.collections);
    const { chunks, length } = this.totals.get(principal.tenantId) ?? { chunks: 0, length: 0 };
    const listOf = (term: string) => this.postings.get(keyOf(principal.tenantId, term)) ?? [];
    const chunksWith = new Map(
      [...allTerms(query)]
        .map((term): [string, number] => [term, listOf(term).length])
        .filter(([, n]) => n > 0),
    );
    const weighed = weighQuery(query, { chunks, chunksWith });
    const scores = scoreEntries(weighed, listOf, length / chunks);
    const lexical = best(
      [...scores].filter(([entry]) => visible(entry)),
      query.limit,
    );
    const vector = query.vector ? this.nearest(query.vector, visible, query.limit) : [];
    const passages = new Map(
      [...lexical, ...vector].map(({ chunkId }) => [chunkId, this.entries.get(chunkId)!.passage]),
    );
    const revision = await this.revision();
    const { lexiconRevision } = this;
    return { lexical, vector, passages, statistics: { chunks, chunksWith }, revision, lexiconRevision };
  }

  async stillVisible(principal: Principal, chunkIds: readonly ChunkId[]): Promise<ReadonlySet<ChunkId>> {
    return new Set(
      chunkIds.filter((id) => {
        const entry = this.entries.get(id);
        return entry && !entry.removedAt && sees(principal, entry);
      }),
    );
  }

  async neighbours(
    principal: Principal,
    chunkIds: readonly ChunkId[],
  ): Promise<ReadonlyMap<ChunkId, Neighbours>> {
    const seen = await this.stillVisible(principal, chunkIds);
    return new Map([...seen].map((id) => [id, this.besides(id)]));
  }

  async *scanAsOf(
    principal: Principal,
    query: Parameters<ChunkIndex['scanAsOf']>[1],
  ): AsyncGenerator<StoredPassage> {
    if (!hasScope(principal, 'audit'))
      throw new UserError('auth.forbidden', 'Reading history needs the scope audit.');
    for (const entry of this.entries.values()) {
      const live = entry.publishedAt <= query.at && (!entry.removedAt || entry.removedAt > query.at);
      const granted = entry.access.some((grant) => query.grants.includes(grant));
      if (live && granted && entry.tenantId === principal.tenantId && within(entry, query.collections)) {
        yield entry.passage;
      }
    }
  }

  async revision(): Promise<string> {
    return String(this.changes);
  }

  /** Published Chunks without a vector in the space, in the order they were added. */
  missing(tenantId: TenantId, spaceId: EmbeddingSpaceId): StoredPassage[] {
    return [...this.entries.values()]
      .filter((entry) => entry.tenantId === tenantId && !entry.removedAt && !entry.vectors.has(spaceId))
      .map((entry) => entry.passage);
  }

  setVector(chunkId: ChunkId, spaceId: EmbeddingSpaceId, values: Float32Array): void {
    this.entries.get(chunkId)?.vectors.set(spaceId, values);
  }

  /** What dropping a space leaves of it: nothing. */
  dropVectors(spaceId: EmbeddingSpaceId): void {
    for (const { vectors } of this.entries.values()) vectors.delete(spaceId);
  }

  private besides(chunkId: ChunkId): Neighbours {
    const versionId = this.entries.get(chunkId)?.passage.versionId;
    const version = [...this.entries.values()]
      .filter((entry) => !entry.removedAt && entry.passage.versionId === versionId)
      .map(({ passage }) => passage)
      .sort((a, c) => a.span.start - c.span.start);
    const at = version.findIndex((passage) => passage.chunkId === chunkId);
    const [before, after] = [version[at - 1], version[at + 1]];
    return { ...(before && { before }), ...(after && { after }) };
  }

  private nearest(
    { spaceId, values }: NonNullable<IndexQuery['vector']>,
    visible: (entry: Entry) => boolean,
    limit: number,
  ): LegCandidate[] {
    const scored: [Entry, number][] = [];
    for (const entry of this.entries.values()) {
      const vector = entry.vectors.get(spaceId);
      if (vector && !entry.removedAt && visible(entry)) scored.push([entry, dot(vector, values)]);
    }
    return best(scored, limit);
  }

  private count(entry: Entry, sign: 1 | -1): void {
    const { chunks, length } = this.totals.get(entry.tenantId) ?? { chunks: 0, length: 0 };
    this.totals.set(entry.tenantId, { chunks: chunks + sign, length: length + sign * entry.length });
    this.changes += 1;
  }
}

const keyOf = (tenantId: TenantId, term: string) => `${tenantId} ${term}`;

const sees = (principal: Principal, entry: Entry) =>
  entry.tenantId === principal.tenantId && entry.access.some((grant) => principal.grants.includes(grant));

const within = (entry: Entry, collections: IndexQuery['collections']) =>
  !collections || collections.includes(entry.passage.collectionId);

function best(scored: [Entry, number][], limit: number): LegCandidate[] {
  return scored
    .sort((a, c) => c[1] - a[1])
    .slice(0, limit)
    .map(([entry, score]) => ({ chunkId: entry.passage.chunkId, score }));
}

function dot(a: Float32Array, c: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * c[i]!;
  return sum;
}

type ListOf = (term: string) => readonly { readonly entry: Entry; readonly count: number }[];

/** What every Chunk scores that holds anything of the query. */
function scoreEntries(weighed: WeighedQuery, listOf: ListOf, meanLength: number): Map<Entry, number> {
  const scores = new Map<Entry, number>();
  const addTerms = (terms: ReadonlyMap<string, number>, to: Map<Entry, number>) => {
    for (const [term, worth] of terms) {
      for (const { entry, count } of listOf(term)) {
        to.set(entry, (to.get(entry) ?? 0) + worth * saturate(count, entry.length, meanLength));
      }
    }
  };
  addTerms(weighed.terms, scores);
  for (const wordings of weighed.groups) {
    const most = new Map<Entry, number>();
    for (const { terms, needs } of wordings) {
      const own = new Map<Entry, number>();
      addTerms(terms, own);
      for (const [entry, score] of own) {
        if (needs.every((term) => entry.terms.has(term)))
          most.set(entry, Math.max(most.get(entry) ?? 0, score));
      }
    }
    for (const [entry, score] of most) scores.set(entry, (scores.get(entry) ?? 0) + score);
  }
  for (const { phrase, worth } of weighed.phrases) {
    const holders = new Set(
      [...phrase.terms.keys()].flatMap((term) => listOf(term).map(({ entry }) => entry)),
    );
    for (const entry of holders) {
      const holds = phraseFields(entry.passage).some((field) => holdsPhrase(field, phrase.form));
      if (holds) scores.set(entry, (scores.get(entry) ?? 0) + worth);
    }
  }
  return scores;
}
