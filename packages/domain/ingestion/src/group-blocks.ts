import type { Span } from '@groundwork/kernel';
import type { ChunkSizes } from './chunk-document.ts';
import { divideBlock } from './divide-block.ts';
import type { Block, ParsedDocument } from './parsed-document.ts';
import { textWeight } from './text-weight.ts';

/** A Block, or a part of one that is too heavy to stay whole. */
export interface Piece {
  readonly block: Block;
  readonly span: Span;
  readonly weight: number;
  readonly headingPath: readonly string[];
  readonly isHeading: boolean;
  /** On every part of a table but the first: its first row, so that columns keep their names. */
  readonly tableHeader?: string;
}

/** Pieces that belong together: headings with what follows them, a list with the line that introduces it. */
export interface BlockGroup {
  readonly pieces: readonly Piece[];
  readonly weight: number;
  readonly opensSection: boolean;
}

/** A first row longer than this is no header that helps to read the rows below. */
const longestHeader = 300;

export function groupBlocks(parsed: ParsedDocument, sizes: ChunkSizes): BlockGroup[] {
  const groups: Piece[][] = [];
  const path: { level: number; title: string }[] = [];
  for (const block of parsed.blocks) {
    const text = parsed.text.slice(block.span.start, block.span.end);
    if (!text.trim()) continue;
    const weight = textWeight(parsed.text, block.span);
    // Whatever its look, text of this length is no heading: it may be divided like any other.
    const isHeading = block.kind === 'heading' && weight <= sizes.tiny;
    if (isHeading) {
      const level = block.level ?? 1;
      while (path.length > 0 && path.at(-1)!.level >= level) path.pop();
      path.push({ level, title: text.replace(/\s+/g, ' ').trim() });
    }
    const headingPath = path.map((heading) => heading.title);
    const whole: Piece = { block, span: block.span, weight, headingPath, isHeading };
    const pieces = weight <= sizes.maximum ? [whole] : divide(parsed.text, whole, sizes);
    const open = groups.at(-1);
    if (open && belongsTogether(open.at(-1)!, whole, parsed.text)) open.push(...pieces);
    else groups.push(pieces);
  }
  return groups.map((pieces) => ({
    pieces,
    weight: pieces.reduce((sum, piece) => sum + piece.weight, 0),
    opensSection: pieces[0]!.isHeading,
  }));
}

function belongsTogether(previous: Piece, next: Piece, text: string): boolean {
  if (previous.isHeading) return true;
  if (next.isHeading) return false;
  if (next.block.kind === 'list-item' && previous.block.kind === 'list-item') return true;
  const introduces = previous.block.kind === 'paragraph' && /[:：]/.test(text[previous.span.end - 1]!);
  return introduces && next.block.kind !== 'paragraph';
}

function divide(text: string, whole: Piece, sizes: ChunkSizes): Piece[] {
  const spans = divideBlock(text, whole.block, sizes.maximum);
  const isTable = whole.block.kind === 'table';
  const header = isTable ? text.slice(spans[0]!.start, spans[0]!.end).replace(/\s+/g, ' ') : '';
  const named = header !== '' && header.length <= longestHeader;
  return spans.map((span, index) => ({
    ...whole,
    span,
    weight: textWeight(text, span),
    ...(named && index > 0 ? { tableHeader: header } : {}),
  }));
}
