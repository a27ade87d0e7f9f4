import type { Language, Span } from '@groundwork/kernel';
import type { Box } from './parsed-document.ts';

/** A stored span of a DocumentVersion: `text === version.text.slice(span.start, span.end)`, byte for byte. */
export interface Chunk {
  /** Position in the version, from 0. */
  readonly ordinal: number;
  readonly span: Span;
  readonly text: string;
  /** Headings above it, outermost first. */
  readonly headingPath: readonly string[];
  readonly kind: 'text' | 'table' | 'code';
  readonly pageStart?: number;
  readonly pageEnd?: number;
  readonly box?: Box;
  /** The cells it comes from, as spreadsheets write them: "Prices!A2:C40". */
  readonly cells?: string;
  readonly language: Language;
}
