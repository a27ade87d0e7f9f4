import type { Citation } from '@groundwork/answering';
import type { GoldReference } from './answer-case.ts';
import { tokenOverlap } from './answer-tokens.ts';

export interface CitationGrade {
  readonly cited: number;
  /** Citations whose quote is, byte for byte, what stands at their span. */
  readonly exact: number;
  /** Exact citations of a Document (and page) that the gold names; `undefined` where there is no gold. */
  readonly supported?: number;
  /** Share of the gold's references that a citation found; `undefined` where there is no gold. */
  readonly recall?: number;
}

/** Share of a reference's tokens that a citation from its Document must quote to count as having found it. */
const quotedShare = 0.5;

/**
 * @param sourceOf what stands at a Citation's span in its DocumentVersion; `undefined` where it cannot be read.
 * Of several annotators' references, those that the citations fit best count.
 */
export async function gradeCitations(
  citations: readonly Citation[],
  references: readonly (readonly GoldReference[])[],
  sourceOf: (citation: Citation) => Promise<string | undefined>,
): Promise<CitationGrade> {
  const exact: Citation[] = [];
  for (const citation of citations) if ((await sourceOf(citation)) === citation.quote) exact.push(citation);
  if (references.length === 0) return { cited: citations.length, exact: exact.length };
  const graded = references.map((set) => ({
    supported: exact.filter((citation) => set.some((reference) => isFrom(citation, reference))).length,
    recall: set.filter((reference) => finds(exact, reference)).length / set.length,
  }));
  const best = graded.reduce((a, b) => (b.supported + b.recall > a.supported + a.recall ? b : a));
  return { cited: citations.length, exact: exact.length, ...best };
}

/** Rows divided further keep their id before a tilde; a reference without a Document is judged by its quote. */
function isFrom(citation: Citation, { document, page, quote }: GoldReference): boolean {
  if (document === undefined) return quote !== undefined && quotes([citation], quote);
  const cited = citation.externalId.split('~')[0];
  return (
    (citation.externalId === document || cited === document.split('~')[0]) &&
    (page === undefined || citation.page === undefined || citation.page === page)
  );
}

function finds(citations: readonly Citation[], reference: GoldReference): boolean {
  const from = citations.filter((citation) => isFrom(citation, reference));
  return from.length > 0 && (reference.quote === undefined || quotes(from, reference.quote));
}

const quotes = (citations: readonly Citation[], wanted: string) =>
  tokenOverlap(citations.map(({ quote }) => quote).join('\n'), wanted).recall >= quotedShare;
