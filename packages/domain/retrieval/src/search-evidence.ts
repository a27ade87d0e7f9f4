import type { StoredPassage } from './chunk-index.ts';
import type { FusedCandidate } from './fuse-rankings.ts';
import type { QueryCoverage } from './query-coverage.ts';
import type { SearchEvidence } from './search-result.ts';

/** Signals of a ranking, best first, as answering reads them; `best` is the Passage of its first. */
export function searchEvidence(
  ranking: readonly FusedCandidate[],
  best: StoredPassage | undefined,
  coverage: QueryCoverage,
): SearchEvidence {
  const cosines = ranking.flatMap(({ scores }) => (scores.vector === undefined ? [] : [scores.vector]));
  const topFused = ranking[0]?.scores.fused ?? 0;
  const tenth = ranking[9]?.scores.fused ?? 0;
  return {
    topCoverage: best ? coverage.of(best) : 0,
    knownTerms: coverage.known,
    topCosine: cosines.length > 0 ? (Math.max(...cosines) + 1) / 2 : 0,
    margin: topFused > 0 ? (topFused - tenth) / topFused : 0,
  };
}
