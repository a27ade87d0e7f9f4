import type { TermStatistics } from './chunk-index.ts';

/** A query's terms with what each contributes to BM25: its weight times its inverse document frequency. */
export class QueryCoverage {
  private readonly weights: ReadonlyMap<string, number>;
  private readonly total: number;
  /** Share of the query's term weight that occurs anywhere in the index, 0…1. */
  readonly known: number;

  constructor(terms: ReadonlyMap<string, number>, { chunks, chunksWith }: TermStatistics) {
    const weights = new Map<string, number>();
    let total = 0;
    let known = 0;
    for (const [term, repetitions] of terms) {
      const holders = chunksWith.get(term) ?? 0;
      const weight = repetitions * inverseDocumentFrequency(chunks, holders);
      weights.set(term, weight);
      total += weight;
      if (holders > 0) known += weight;
    }
    this.weights = weights;
    this.total = total;
    this.known = total > 0 ? known / total : 0;
  }

  /** Share of the query's term weight found among these terms, 0…1. */
  of(terms: ReadonlyMap<string, number>): number {
    if (this.total === 0) return 0;
    let found = 0;
    for (const [term, weight] of this.weights) if (terms.has(term)) found += weight;
    return found / this.total;
  }
}

/** ln(1 + (N − n + ½) / (n + ½)): Robertson & Zaragoza 2009 with Lucene's shift above zero. */
export function inverseDocumentFrequency(chunks: number, holders: number): number {
  return Math.log(1 + (chunks - holders + 0.5) / (holders + 0.5));
}
