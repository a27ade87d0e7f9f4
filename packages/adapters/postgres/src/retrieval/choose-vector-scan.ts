import type { SearchScope } from './open-search.ts';

export type VectorScan =
  | { readonly kind: 'exact' }
  | {
      readonly kind: 'index';
      /** Candidates that the index keeps at a time (`hnsw.ef_search`). */
      readonly breadth: number;
    };

/** What the index pays for a vector that it passes, in visible vectors read and compared: measured, 20 to 40. */
const costRatio = 30;
/** Below, the recall of the nearest ten falls under .98; above 1,000 the setting does not go. */
const leastBreadth = 100;
const mostBreadth = 1_000;

/**
 * An exact scan costs as the visible Chunks are many; the index as they are rare, since it passes limit × chunks ÷
 * visible vectors to find enough of them. Equal where visible² = costRatio × limit × chunks.
 */
export function chooseVectorScan(scope: SearchScope, limit: number): VectorScan {
  const { visible, chunks, hasVectorIndex } = scope;
  if (!hasVectorIndex || visible ** 2 <= costRatio * limit * chunks) return { kind: 'exact' };
  // To two digits, so that a Document more or less does not change it.
  const breadth = Number(((1.5 * limit * chunks) / visible).toPrecision(2));
  return { kind: 'index', breadth: Math.min(Math.max(breadth, leastBreadth), mostBreadth) };
}
