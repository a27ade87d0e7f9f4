import type { Span } from '@groundwork/kernel';
import type { DocumentFlag } from './document.ts';

/** Position on a page in PDF points (1/72 inch), origin top left. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where the rows of a table lie in a sheet: each line of the Block's text is a row, each part between tabs a cell.
 * Runs follow one another as the lines do; rows and columns count from 1, as people and programs name them.
 */
export interface TableCells {
  /** Absent in files that are one unnamed sheet, such as CSV. */
  readonly sheet?: string;
  readonly runs: readonly {
    readonly row: number;
    /** Rows without a gap. */
    readonly rows: number;
    readonly columns: readonly number[];
  }[];
}

/** A structural unit of a Document. Blocks are in reading order and do not overlap. */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'list-item' | 'table' | 'code';
  /** Into `ParsedDocument.text`. */
  readonly span: Span;
  /** Heading depth, 1 the highest; list nesting, 1 the outermost. */
  readonly level?: number;
  /** One-based; absent in formats without pages. */
  readonly page?: number;
  readonly box?: Box;
  /** Of what was a spreadsheet's cells. */
  readonly cells?: TableCells;
}

/**
 * What a parser makes of an original: one canonical text and the Blocks in it. Every later offset — Chunk, Passage,
 * Citation — counts UTF-16 code units of `text`. Text outside Blocks is only separating white space.
 */
export interface ParsedDocument {
  readonly mediaType: string;
  readonly title?: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Pages of the original; 1 for formats without pages. */
  readonly pages: number;
  readonly flags: readonly DocumentFlag[];
}
