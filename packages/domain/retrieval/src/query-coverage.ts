import type { ChunkId } from '@groundwork/kernel';
import { bm25 } from './bm25.ts';
import type { StoredPassage, TermStatistics } from './chunk-index.ts';
import { indexTerms } from './index-terms.ts';

/** A query's terms with what each contributes to BM25: its weight times its inverse document frequency. */
export class QueryCoverage {
  private readonly weights: ReadonlyMap<string, number>;
  private readonly total: number;
  /** Analysing a Passage is most of the cost, and the best by words is mostly the best of all. */
  private readonly coverages = new Map<ChunkId, number>();
  /** BM25 that no Chunk can pass: every term of the query, each as often as can matter. */
  readonly fullScore: number;
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
    this.fullScore = total * (bm25.k1 + 1);
    this.known = total > 0 ? known / total : 0;
  }

  /** Share of the query's term weight found in a Passage with its title and headings, 0…1. */
  of(passage: StoredPassage): number {
    const known = this.coverages.get(passage.chunkId);
    if (known !== undefined) return known;
    const coverage = this.total === 0 ? 0 : this.found(indexTerms(passage)) / this.total;
    this.coverages.set(passage.chunkId, coverage);
    return coverage;
  }

  private found(terms: ReadonlyMap<string, number>): number {
    let found = 0;
    for (const [term, weight] of this.weights) if (terms.has(term)) found += weight;
    return found;
  }
}

/** ln(1 + (N − n + ½) / (n + ½)): Robertson & Zaragoza 2009 with Lucene's shift above zero. */
export function inverseDocumentFrequency(chunks: number, holders: number): number {
  return Math.log(1 + (chunks - holders + 0.5) / (holders + 0.5));
}
