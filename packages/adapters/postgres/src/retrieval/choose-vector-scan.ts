import type { SearchScope } from './open-search.ts';

export type VectorScan =
  | { readonly kind: 'exact' }
  | {
      readonly kind: 'index';
      /** Candidates that the index keeps at a time (`hnsw.ef_search`). */
      readonly breadth: number;
    };

/** Reading and comparing a visible vector costs about a fifth of what the index pays for each vector it passes. */
const costRatio = 5;
const leastBreadth = 100;
const mostBreadth = 400;

/**
 * An exact scan costs as the visible Chunks are many; the index as they are rare, since it passes limit × chunks ÷
 * visible vectors to find enough of them. Equal where visible² = costRatio × limit × chunks.
 */
export function chooseVectorScan(scope: SearchScope, limit: number): VectorScan {
  const { visible, chunks, hasVectorIndex } = scope;
  if (!hasVectorIndex || visible ** 2 <= costRatio * limit * chunks) return { kind: 'exact' };
  const breadth = Math.round((2 * limit * chunks) / visible);
  return { kind: 'index', breadth: Math.min(Math.max(breadth, leastBreadth), mostBreadth) };
}
