import type { QueryTerms, StoredPassage, TermStatistics, WeightedTerms } from './chunk-index.ts';
import { indexTerms } from './index-terms.ts';
import { fullScore, type WeighedQuery, weighQuery } from './weigh-query.ts';

/** A query's terms with what each contributes to BM25: its weight times its inverse document frequency. */
export class QueryCoverage {
  private readonly query: WeighedQuery;
  /** Of the query's own words. */
  private readonly total: number;
  /** BM25 that no Chunk can pass: every term of the query, each as often as can matter. */
  readonly fullScore: number;
  /** Share of the query's term weight that occurs anywhere in the index, in its own words or a synonym; 0…1. */
  readonly known: number;

  constructor(query: QueryTerms, statistics: TermStatistics) {
    this.query = weighQuery(query, statistics);
    this.fullScore = fullScore(this.query);
    this.total = this.found(() => true);
    this.known = this.total > 0 ? this.found((term) => statistics.chunksWith.has(term)) / this.total : 0;
  }

  /** Share of the query's term weight found in a Passage with its title and headings, 0…1. */
  of(passage: StoredPassage): number {
    if (this.total === 0) return 0;
    const terms = indexTerms(passage);
    return this.found((term) => terms.has(term)) / this.total;
  }

  /** What is there counts; of a part that has several wordings, as much as is there of the one that is there most. */
  private found(has: (term: string) => boolean): number {
    let found = held(this.query.terms, has);
    for (const wordings of this.query.groups) {
      const shares = wordings.map(({ terms, needs }) =>
        needs.every(has) ? held(terms, has) / held(terms, () => true) || 0 : 0,
      );
      found += held(wordings[0]?.terms ?? new Map(), () => true) * Math.max(0, ...shares);
    }
    return found;
  }
}

function held(worths: WeightedTerms, has: (term: string) => boolean): number {
  let found = 0;
  for (const [term, worth] of worths) if (has(term)) found += worth;
  return found;
}
