import { type Clock, type Principal, UserError } from '@groundwork/kernel';
import { type AnalyzedQuery, analyzeQuery } from './analyze-query.ts';
import type { ChunkIndex, LegRankings } from './chunk-index.ts';
import { collapseDuplicates } from './collapse-duplicates.ts';
import type { EmbedQuery, QueryVector } from './embed-query.ts';
import type { EmbeddingSpaces } from './embedding-spaces.ts';
import { fuseRankings } from './fuse-rankings.ts';
import type { Lexicons } from './lexicon/lexicons.ts';
import type { Passage } from './passage.ts';
import { QueryCoverage } from './query-coverage.ts';
import type { RerankedPassages, RerankPassages } from './rerank-passages.ts';
import { searchEvidence } from './search-evidence.ts';
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
    let rankings = await this.candidates(principal, query, { analyzed, embedded, asked });
    for (let tries = 0; lexicons?.isStale(current, rankings.lexiconRevision) && tries < mostTries; tries++) {
      current = await lexicons.read(principal);
      analyzed = analyzeQuery(query.query, current.lexicon);
      rankings = await this.candidates(principal, query, { analyzed, embedded, asked });
    }
    query.signal?.throwIfAborted();
    const space = 'values' in embedded && rankings.vector.length > 0 ? embedded.space : undefined;
    // A space without any vector is new or was replaced meanwhile: look it up anew next time.
    if ('values' in embedded && !space) this.deps.spaces.forget(principal.tenantId);
    const coverage = new QueryCoverage(analyzed, rankings.statistics);
    const fused = rankPassages(rankings, {
      asked,
      coverage,
      cosineWorth: space?.embedder.cosineWorth,
    });
    const searchMs = watch();
    const { passages, ...reranked } = await this.order(query, fused);
    return {
      passages: passages.slice(0, query.limit).map((passage, index) => ({ ...passage, rank: index + 1 })),
      revision: rankings.revision,
      searchedAt,
      ...(space
        ? { spaceId: space.spaceId, spaceName: space.embedder.space.name }
        : { lexicalOnly: 'values' in embedded ? 'no-space' : embedded.lexicalOnly }),
      ...reranked,
      evidence: searchEvidence(fused, coverage),
      embeddingTokens: 'values' in embedded ? embedded.inputTokens : 0,
      timings: { analyseMs, embedMs, searchMs, ...(this.deps.rerank && { rerankMs: watch() }) },
    };
  }

  /** The fused ranking without repetitions, as far as it is wanted, and its best in the reranker's order. */
  private async order(
    query: SearchQuery,
    fused: readonly Passage[],
  ): Promise<RerankedPassages | { readonly passages: readonly Passage[] }> {
    const { rerank } = this.deps;
    const wanted = Math.max(query.limit, rerank?.top ?? 0);
    const passages = query.duplicates === 'keep' ? fused : collapseDuplicates(fused, wanted);
    if (!rerank) return { passages };
    if (query.asOf) return { passages, notReranked: 'history' };
    return rerank.run(query.query, passages, query.signal);
  }

  private candidates(
    principal: Principal,
    { asOf, ...query }: SearchQuery,
    { analyzed, embedded, asked }: { analyzed: AnalyzedQuery; embedded: QueryVector; asked: number },
  ): Promise<LegRankings> {
    const { index } = this.deps;
    const { language: _, ...terms } = analyzed;
    if (asOf) return searchHistory(index, principal, { ...query, at: asOf, ...terms, limit: asked });
    return index.search(principal, {
      ...terms,
      ...('values' in embedded && {
        vector: { spaceId: embedded.space.spaceId, values: embedded.values },
      }),
      ...(query.collections && { collections: query.collections }),
      limit: asked,
    });
  }
}

function rankPassages(
  { lexical, vector, passages }: LegRankings,
  {
    asked,
    coverage,
    cosineWorth,
  }: { asked: number; coverage: QueryCoverage; cosineWorth: number | undefined },
): Passage[] {
  const fused = fuseRankings({ lexical, vector, asked, cosineWorth, fullScore: coverage.fullScore });
  return fused.flatMap(({ chunkId, scores }, index) => {
    const passage = passages.get(chunkId);
    return passage ? [{ ...passage, scores, rank: index + 1 }] : [];
  });
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
