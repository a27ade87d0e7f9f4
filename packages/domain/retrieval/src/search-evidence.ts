import type { QueryCoverage } from './query-coverage.ts';
import type { Passage } from './passage.ts';
import type { SearchEvidence } from './search-result.ts';

/** Signals of a ranking, best first, as answering reads them. */
export function searchEvidence(passages: readonly Passage[], coverage: QueryCoverage): SearchEvidence {
  const [best] = passages;
  const cosines = passages.flatMap(({ scores }) => (scores.vector === undefined ? [] : [scores.vector]));
  const topFused = best?.scores.fused ?? 0;
  const tenth = passages[9]?.scores.fused ?? 0;
  return {
    topCoverage: best ? coverage.of(best) : 0,
    knownTerms: coverage.known,
    topCosine: cosines.length > 0 ? (Math.max(...cosines) + 1) / 2 : 0,
    margin: topFused > 0 ? (topFused - tenth) / topFused : 0,
  };
}
