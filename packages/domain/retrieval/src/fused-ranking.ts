import type { ChunkId } from '@groundwork/kernel';
import type { AnalyzedQuery } from './analyze-query.ts';
import type { FoundLegs, StoredPassage } from './chunk-index.ts';
import { collapseDuplicates } from './collapse-duplicates.ts';
import { type FusedCandidate, fuseRankings } from './fuse-rankings.ts';
import type { Passage } from './passage.ts';
import { QueryCoverage } from './query-coverage.ts';
import { searchEvidence } from './search-evidence.ts';
import type { SearchEvidence } from './search-result.ts';

interface FusedRankingOptions {
  readonly query: AnalyzedQuery;
  /** Candidates asked for per leg. */
  readonly asked: number;
  readonly cosineWorth?: number | undefined;
  /** Passages wanted of the ranking. */
  readonly wanted: number;
  readonly duplicates: 'collapse' | 'keep';
}

type ReadPassages = ReadonlyMap<ChunkId, StoredPassage>;

/** Both legs as one ranking, whose texts are read from the top down as far as it takes to know its best. */
export class FusedRanking {
  private readonly coverage: QueryCoverage;
  private readonly candidates: readonly FusedCandidate[];
  /** Once they are known. */
  private top: { readonly read: ReadPassages; readonly passages: Passage[] } | undefined;

  constructor(
    readonly found: FoundLegs,
    private readonly options: FusedRankingOptions,
  ) {
    const { query, asked, cosineWorth } = options;
    this.coverage = new QueryCoverage(query, found.statistics);
    const { fullScore } = this.coverage;
    this.candidates = fuseRankings({ ...found, asked, cosineWorth, fullScore });
  }

  /** Chunks whose Passages are missing to tell the best; none where all that it takes was read. */
  unread(read: ReadPassages): ChunkId[] {
    const { candidates } = this;
    let from = candidates.length;
    const passages = this.distinct(upTo(candidates, read, (at) => (from = at)));
    if (from === candidates.length) this.top = { read, passages };
    // A few more than are wanted: some may turn out to be repetitions.
    const atOnce = Math.ceil(1.2 * this.options.wanted) + 2;
    return candidates.slice(from, from + atOnce).map(({ chunkId }) => chunkId);
  }

  /** The best, without repetitions unless these are kept. */
  best(read: ReadPassages): Passage[] {
    return this.top?.read === read ? this.top.passages : this.distinct(ranked(this.candidates, read));
  }

  evidence(read: ReadPassages): SearchEvidence {
    const [first] = this.candidates;
    return searchEvidence(this.candidates, first && read.get(first.chunkId), this.coverage);
  }

  private distinct(passages: Iterable<Passage>): Passage[] {
    const { wanted, duplicates } = this.options;
    return duplicates === 'collapse' ? collapseDuplicates(passages, wanted) : take(passages, wanted);
  }
}

/** As far as they are read without a gap; the place of the gap, where it is reached, is told. */
function* upTo(
  candidates: readonly FusedCandidate[],
  read: ReadPassages,
  onGap: (at: number) => void,
): Generator<Passage> {
  const gap = candidates.findIndex(({ chunkId }) => !read.has(chunkId));
  yield* ranked(gap < 0 ? candidates : candidates.slice(0, gap), read);
  if (gap >= 0) onGap(gap);
}

function* ranked(candidates: readonly FusedCandidate[], read: ReadPassages): Generator<Passage> {
  for (const [index, { chunkId, scores }] of candidates.entries()) {
    const passage = read.get(chunkId);
    if (passage) yield { ...passage, scores, rank: index + 1 };
  }
}

function take(passages: Iterable<Passage>, wanted: number): Passage[] {
  const taken: Passage[] = [];
  for (const passage of passages) if (taken.push(passage) === wanted) break;
  return taken;
}
