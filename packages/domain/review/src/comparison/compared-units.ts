import type { Span } from '@groundwork/kernel';
import type { Block } from '@groundwork/ingestion';
import type { ContractText } from '../contract/contract-text.ts';

/** What is aligned with what: a Block, or one cell of a table. */
export interface ComparedUnit {
  readonly span: Span;
  readonly block: number;
  readonly page?: number;
  readonly cell?: { readonly row: number; readonly column: number };
}

/** The units of these Blocks, in reading order; empty cells are none. Page numbers in a table of contents are left out. */
export function comparedUnits(
  contract: ContractText,
  blocks: Iterable<number>,
  contentsPages: ReadonlyMap<number, number> = new Map(),
): ComparedUnit[] {
  const units: ComparedUnit[] = [];
  for (const index of blocks) {
    const block = contract.blocks[index]!;
    const page = block.page === undefined ? {} : { page: block.page };
    if (block.kind === 'table') units.push(...cellsOf(contract.text, block, index));
    else {
      const end = contentsPages.get(index) ?? block.span.end;
      units.push({ span: { start: block.span.start, end }, block: index, ...page });
    }
  }
  return units;
}

function cellsOf(text: string, block: Block, index: number): ComparedUnit[] {
  const cells: ComparedUnit[] = [];
  let start = block.span.start;
  let [row, column] = [1, 1];
  for (let at = start; at <= block.span.end; at++) {
    const sign = at === block.span.end ? '\n' : text[at];
    if (sign !== '\t' && sign !== '\n') continue;
    if (at > start) {
      const page = block.page === undefined ? {} : { page: block.page };
      cells.push({ span: { start, end: at }, block: index, cell: { row, column }, ...page });
    }
    start = at + 1;
    column = sign === '\t' ? column + 1 : 1;
    if (sign === '\n') row++;
  }
  return cells;
}
