import type { Block } from '@groundwork/ingestion';
import type { ComparedContract, ContractText } from '@groundwork/review';

/** A contract as a list of pieces that can be edited; `note` of a footnote's. */
export interface Piece {
  readonly kind: Block['kind'];
  readonly text: string;
  readonly isNote?: boolean;
  readonly page?: number;
}

export function piecesOf({ text, blocks }: ContractText): Piece[] {
  return blocks.map(({ kind, span }) => ({ kind, text: text.slice(span.start, span.end) }));
}

export function toContract(pieces: readonly Piece[], hasParts = true): ComparedContract {
  let text = '';
  const blocks = pieces.map(({ kind, text: content, page }): Block => {
    if (text !== '') text += '\n\n';
    const start = text.length;
    text += content;
    return { kind, span: { start, end: text.length }, ...(page !== undefined && { page }) };
  });
  const parts = pieces.flatMap(({ isNote, text: content }, index) =>
    isNote
      ? [{ kind: 'footnote' as const, name: `note ${index}`, text: content, span: blocks[index]!.span }]
      : [],
  );
  return { text, blocks, language: 'en', pages: 1, flags: [], ...(hasParts && { parts }) };
}
