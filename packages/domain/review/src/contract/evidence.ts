import type { Box } from '@groundwork/ingestion';
import type { Span } from '@groundwork/kernel';
import type { ContractText } from './contract-text.ts';

/** What a statement about a contract rests on: a span of its text, and where a person finds it. */
export interface Evidence {
  readonly span: Span;
  /** Byte-identical to the span: `text.slice(span.start, span.end)`. */
  readonly quote: string;
  /** One-based; absent in formats without pages. */
  readonly page?: number;
  /** Of the Block in which the span begins, in PDF points from the page's top left. */
  readonly box?: Box;
}

/** The only way Evidence is made, so that no quote can differ from its span. Throws where the span is not in the text. */
export function evidenceAt(contract: Pick<ContractText, 'text' | 'blocks'>, span: Span): Evidence {
  if (!(span.start >= 0 && span.start < span.end && span.end <= contract.text.length)) {
    throw new RangeError(`Span ${span.start}–${span.end} is not in a text of ${contract.text.length}`);
  }
  const block = blockAt(contract.blocks, span.start);
  return {
    span: { start: span.start, end: span.end },
    quote: contract.text.slice(span.start, span.end),
    ...(block?.page !== undefined && { page: block.page }),
    ...(block?.box && { box: block.box }),
  };
}

/** The last Block that begins at or before the offset: Blocks are in order and do not overlap. */
function blockAt<B extends { readonly span: Span }>(blocks: readonly B[], offset: number): B | undefined {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.span.start <= offset) low = middle + 1;
    else high = middle;
  }
  return blocks[low - 1];
}

/** A part of a page: what a long span covers there. */
export interface Place {
  readonly page?: number;
  readonly box?: Box;
}

/** Everywhere a person finds a span: the pages and boxes of all Blocks that it touches, in reading order. */
export function placesOf(contract: Pick<ContractText, 'blocks'>, span: Span): Place[] {
  return contract.blocks
    .filter((block) => block.span.start < span.end && block.span.end > span.start)
    .map(({ page, box }) => ({ ...(page !== undefined && { page }), ...(box && { box }) }))
    .filter((place) => place.page !== undefined || place.box !== undefined);
}
