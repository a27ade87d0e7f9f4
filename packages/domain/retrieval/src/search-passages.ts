import { type Clock, type Principal, UserError } from '@groundwork/kernel';
import { type AnalyzedQuery, analyzeQuery } from './analyze-query.ts';
import type { ChunkIndex, FoundLegs, LegRankings } from './chunk-index.ts';
import type { EmbedQuery, QueryVector } from './embed-query.ts';
import type { EmbeddingSpaces } from './embedding-spaces.ts';
import { FusedRanking } from './fused-ranking.ts';
import type { Lexicons } from './lexicon/lexicons.ts';
import type { Passage } from './passage.ts';
import type { RerankedPassages, RerankPassages } from './rerank-passages.ts';
import { searchHistory } from './search-history.ts';
import type { SearchQuery, SearchResult } from './search-result.ts';

export interface SearchPassagesDeps {
  readonly index: ChunkIndex;
  readonly spaces: EmbeddingSpaces;
  readonly embedQuery: EmbedQuery;
  /** Absent: queries are taken as they are. */
  readonly lexicons?: Lexicons;
  /** Absent: Passages are ranked by fusion alone. */
  readonly rerank?: RerankPassages;
  readonly clock: Clock;
}

/** Candidates per leg: enough for fusion to see what a leg ranks low, few enough to read. */
const leastCandidates = 50;
const mostCandidates = 100;

/** A lexicon that is changed again while it is read is read again, so often. */
const mostTries = 3;

/** All candidates of both legs. */
const mostPassages = 2 * mostCandidates;

/**
 * Passages for a query, best first: BM25 and vectors over what the Principal may see, fused, without repetitions, the
 * best in a reranker's order where there is one. Without a vector leg the ranking is BM25's alone, without a reranker
 * fusion's, and the result says why.
 *
 * Throws `UserError`: `request.invalid` for a limit outside 1…200, `auth.forbidden` for `asOf` without the scope `audit`.
 */
export class SearchPassages {
  constructor(private readonly deps: SearchPassagesDeps) {}

  async run(principal: Principal, query: SearchQuery): Promise<SearchResult> {
    if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > mostPassages) {
      throw new UserError('request.invalid', `limit: must be a whole number from 1 to ${mostPassages}.`);
    }
    const searchedAt = this.deps.clock.now();
    const watch = stopwatch();
    const { lexicons } = this.deps;
    let current = query.asOf ? await lexicons?.read(principal) : lexicons?.last(principal.tenantId);
    let analyzed = analyzeQuery(query.query, current?.lexicon);
    const analyseMs = watch();

    const embedded = query.asOf
      ? ({ lexicalOnly: 'history' } as const)
      : await this.deps.embedQuery.run(principal.tenantId, {
          query: query.query,
          language: analyzed.language,
          ...(query.signal && { signal: query.signal }),
        });
    const embedMs = watch();

    const asked = Math.min(Math.max(leastCandidates, query.limit), mostCandidates);
    let { found, ranking } = await this.find(principal, query, { analyzed, embedded, asked });
    for (let tries = 0; lexicons?.isStale(current, found.lexiconRevision) && tries < mostTries; tries++) {
      current = await lexicons.read(principal);
      analyzed = analyzeQuery(query.query, current.lexicon);
      ({ found, ranking } = await this.find(principal, query, { analyzed, embedded, asked }));
    }
    query.signal?.throwIfAborted();
    const space = 'values' in embedded && found.vector.length > 0 ? embedded.space : undefined;
    // A space without any vector is new or was replaced meanwhile: look it up anew next time.
    if ('values' in embedded && !space) this.deps.spaces.forget(principal.tenantId);
    const best = ranking.best(found.passages);
    const searchMs = watch();
    const { passages, ...reranked } = await this.order(query, best);
    return {
      passages: passages.slice(0, query.limit).map((passage, index) => ({ ...passage, rank: index + 1 })),
      revision: found.revision,
      searchedAt,
      ...(space
        ? { spaceId: space.spaceId, spaceName: space.embedder.space.name }
        : { lexicalOnly: 'values' in embedded ? 'no-space' : embedded.lexicalOnly }),
      ...reranked,
      evidence: ranking.evidence(found.passages),
      embeddingTokens: 'values' in embedded ? embedded.inputTokens : 0,
      timings: { analyseMs, embedMs, searchMs, ...(this.deps.rerank && { rerankMs: watch() }) },
    };
  }

  /** The ranking with its best in the reranker's order. */
  private async order(
    query: SearchQuery,
    passages: readonly Passage[],
  ): Promise<RerankedPassages | { readonly passages: readonly Passage[] }> {
    const { rerank } = this.deps;
    if (!rerank) return { passages };
    if (query.asOf) return { passages, notReranked: 'history' };
    return rerank.run(query.query, passages, query.signal);
  }

  /** What both legs find, and the ranking that is made of it: it tells the index which texts to read. */
  private async find(
    principal: Principal,
    query: SearchQuery,
    { analyzed, embedded, asked }: { analyzed: AnalyzedQuery; embedded: QueryVector; asked: number },
  ): Promise<{ found: LegRankings; ranking: FusedRanking }> {
    const { index, rerank } = this.deps;
    const rank = (found: FoundLegs) =>
      new FusedRanking(found, {
        query: analyzed,
        asked,
        cosineWorth: 'values' in embedded ? embedded.space.embedder.cosineWorth : undefined,
        wanted: Math.max(query.limit, rerank?.top ?? 0),
        duplicates: query.duplicates ?? 'collapse',
      });
    const { language: _, ...terms } = analyzed;
    const { asOf, collections } = query;
    if (asOf) {
      const found = await searchHistory(index, principal, { ...query, at: asOf, ...terms, limit: asked });
      return { found, ranking: rank(found) };
    }
    let ranking: FusedRanking | undefined;
    const found = await index.search(principal, {
      ...terms,
      ...('values' in embedded && {
        vector: { spaceId: embedded.space.spaceId, values: embedded.values },
      }),
      ...(collections && { collections }),
      limit: asked,
      wanted: (legs, read) => {
        // An index whose transaction lost a race begins again.
        if (ranking?.found !== legs) ranking = rank(legs);
        return ranking.unread(read);
      },
    });
    return { found, ranking: ranking ?? rank(found) };
  }
}

/** Milliseconds since the last call. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const elapsed = now - last;
    last = now;
    return elapsed;
  };
}
