import type { ContractText } from '../contract/contract-text.ts';

const pageNumber =
  /^[\s\-–—|]*(?:(?:page|p\.?)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|\/)\s*\d{1,4})?[\s\-–—|]*$|^\s*第\s*\d{1,4}\s*[页頁](?:\s*[,，/]?\s*共\s*\d{1,4}\s*[页頁])?\s*$/iu;

/**
 * Blocks that pages carry and contracts do not say: page numbers, and lines that stand at the edge of three pages or
 * more with nothing but figures changing. Only where there are pages; indexes into `blocks`.
 */
export function findFurniture({ text, blocks }: ContractText): Set<number> {
  const found = new Set<number>();
  const edges = new Map<number, number[]>();
  for (const [index, { page }] of blocks.entries())
    if (page !== undefined) edges.set(page, [...(edges.get(page) ?? []), index]);
  const repeated = new Map<string, number[]>();
  for (const indexes of edges.values()) {
    for (const index of new Set([...indexes.slice(0, 2), ...indexes.slice(-2)])) {
      const { span } = blocks[index]!;
      const line = text.slice(span.start, span.end);
      if (line.length > 160) continue;
      if (pageNumber.test(line)) found.add(index);
      const key = line
        .replace(/\p{Nd}+/gu, '#')
        .replace(/\s+/g, ' ')
        .trim();
      repeated.set(key, [...(repeated.get(key) ?? []), index]);
    }
  }
  for (const indexes of repeated.values()) {
    const pages = new Set(indexes.map((index) => blocks[index]!.page));
    if (pages.size >= 3) for (const index of indexes) found.add(index);
  }
  return found;
}
