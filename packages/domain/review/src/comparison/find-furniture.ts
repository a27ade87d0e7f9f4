import type { ContractText } from '../contract/contract-text.ts';

const pageNumber =
  /^[\s\-–—|]*(?:(?:page|p\.?)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|\/)\s*\d{1,4})?[\s\-–—|]*$|^\s*第\s*\d{1,4}\s*[页頁](?:\s*[,，/]?\s*共\s*\d{1,4}\s*[页頁])?\s*$/iu;

/**
 * Blocks that pages carry and contracts do not say: page numbers, and lines that stand at the edge of three pages or
 * more, or of both of two, with nothing but figures changing. Only where there are pages; indexes into `blocks`.
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
    if (pages.size >= Math.max(2, Math.min(3, edges.size))) for (const index of indexes) found.add(index);
  }
  return found;
}

const contentsEntry = /^(?<entry>.*\p{L}.*?)(?:\t|\.{3,}|…+|·{3,}| {3,})\s*(?<page>\d{1,4})$/su;

/**
 * Where the page number of each line of a table of contents begins, by Block: it changes with the layout. A table of
 * contents is four lines or more whose numbers never fall and most of whose words come again as headings; a list of
 * prices is none.
 */
export function findContentsPages({ text, blocks }: ContractText): Map<number, number> {
  const found = new Map<number, number>();
  let run: { block: number; entry: string; page: number; at: number }[] = [];
  const close = () => {
    const again = run.filter(({ entry, block }) => text.includes(entry, blocks[block]!.span.end));
    if (run.length >= 4 && again.length * 2 >= run.length)
      for (const { block, at } of run) found.set(block, at);
    run = [];
  };
  for (const [block, { span, kind }] of blocks.entries()) {
    const line = span.end - span.start > 200 || kind === 'table' ? '' : text.slice(span.start, span.end);
    const match = contentsEntry.exec(line);
    if (!match?.groups || Number(match.groups['page']) < (run.at(-1)?.page ?? 0)) close();
    if (!match?.groups) continue;
    const [entry, page] = [match.groups['entry']!, match.groups['page']!];
    const words = entry
      .replace(/^[\s\d.]+|\s+$/g, '')
      .split('\t')
      .at(-1)!;
    run.push({ block, entry: words.trim(), page: Number(page), at: span.end - page.length });
  }
  close();
  return found;
}
