import type { Line } from './find-lines.ts';

export interface PageLines {
  readonly page: number;
  readonly height: number;
  /** Region by region, in reading order. */
  readonly regions: readonly (readonly Line[])[];
}

/** Share of the page's height in which headers and footers stand, at each end. */
const margin = 0.11;
/** They repeat on at least this many pages, and on this share of all. */
const fewestPages = 3;
const share = 0.4;

const pageNumber =
  /^(?:page|p\.|seite|第)?\s*[-–—|]*\s*#\s*(?:(?:of|\/|von|页共|頁共|页，共|页,共|页 共)\s*#)?\s*[-–—|]*\s*(?:页|頁)?$/i;

/**
 * Lines that repeat at the head or foot of most pages (numbers aside), for leaving out of the flow: the first of
 * each is kept, page numbers are not, and no page is emptied.
 */
export function findMargins(pages: readonly PageLines[]): ReadonlySet<Line> {
  const places = new Map<string, Line[]>();
  const owners = new Map<Line, PageLines>();
  for (const page of pages) {
    const ordered = page.regions.flat().toSorted((a, b) => a.y - b.y);
    const outermost = new Set([...ordered.slice(0, 2), ...ordered.slice(-2)]);
    for (const line of ordered) {
      owners.set(line, page);
      const key = keyOf(line);
      // A page number may stand far from the edge, but little else stands beyond it.
      if (!isInMargin(line, page.height) && !(outermost.has(line) && pageNumber.test(key))) continue;
      const lines = places.get(key);
      if (lines) lines.push(line);
      else places.set(key, [line]);
    }
  }
  const found = new Set<Line>();
  for (const [key, lines] of places) {
    const on = new Set(lines.map((line) => owners.get(line))).size;
    const repeats =
      pages.length > 1 && on >= Math.max(Math.min(fewestPages, pages.length), share * pages.length);
    const isNumber = pageNumber.test(key) && pages.length > 1 && on >= share * pages.length;
    if (isNumber) for (const line of lines) found.add(line);
    else if (repeats) for (const line of lines.slice(1)) found.add(line);
  }
  for (const page of pages) {
    const lines = page.regions.flat();
    if (lines.every((line) => found.has(line))) for (const line of lines) found.delete(line);
  }
  return found;
}

function isInMargin(line: Line, height: number): boolean {
  return line.angle === 0 && (line.y < margin * height || line.y > (1 - margin) * height);
}

function keyOf(line: Line): string {
  return line.text.replace(/\d+/g, '#').replace(/\s+/g, ' ').trim().toLowerCase();
}
