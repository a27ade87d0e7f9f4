import type { IndexedChunk } from '@groundwork/ingestion';
import { storedTerm } from '../retrieval/stored-term.ts';

const maxCount = 32_767;

/** The columns of a Chunk that come from its text. */
export function toChunkRow(chunk: IndexedChunk): Record<string, unknown> {
  const terms = new Map<string, number>();
  for (const [term, count] of chunk.terms) {
    const stored = storedTerm(term);
    terms.set(stored, Math.min((terms.get(stored) ?? 0) + count, maxCount));
  }
  const counts = [...terms.values()];
  return {
    ordinal: chunk.ordinal,
    span_start: chunk.span.start,
    span_end: chunk.span.end,
    text: chunk.text,
    heading_path: chunk.headingPath,
    kind: chunk.kind,
    page_start: chunk.pageStart,
    page_end: chunk.pageEnd,
    box: chunk.box,
    cells: chunk.cells,
    language: chunk.language,
    terms: [...terms.keys()],
    term_counts: counts,
    length: counts.reduce((sum, count) => sum + count, 0),
  };
}
