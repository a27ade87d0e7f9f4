import type { Span } from '@groundwork/kernel';
import type { Line } from './read-lines.ts';

const title = /^(?:table of contents|contents|index|目 *录)(?: *\(?cont(?:inued|'d)?\.?\)?)?:?$/i;
const inLine = /\btable of contents\b|\bcontents\s+page\b/i;
const leaders = /(?:\.{4,}|(?:\. ){4,}|…{2,}|·{4,}|_{6,}|-{6,})\s*(?:\d{1,3}|[A-Z]-?\d{1,2}|[ivx]{1,5})$/;
const pageAtEnd = /(?:\s{2,}|\t|\s)(?:\d{1,3}|[A-Z]-\d{1,2})$/;
const labelled =
  /^(?:article|section|exhibit|schedule|appendix|annex|attachment|part|第.{1,4}[章节条]|附件|\(?\d{1,2}(?:\.\d{1,2})*[.)、]?\s|[一二三四五六七八九十]{1,3}、|[A-Z]\.\s)/i;
const label =
  /^(?:(?:article|section)\s+[\w.]{1,6}|第.{1,4}[章节条]|\d{1,2}(?:\.\d{1,2})*(?=[.)、]?\s)|[一二三四五六七八九十]{1,3}(?=、))/i;
const preamble = /^(?:this|甲方|乙方)\b.{3,}|^(?:甲方|乙方).{0,12}:/i;

/** Tables of contents: they name clauses and are none. Whole lines, in order. */
export function findContents(folded: string, lines: readonly Line[]): Span[] {
  const found: Span[] = [];
  for (let index = 0; index < lines.length; index++) {
    const text = textOf(folded, lines[index]!);
    const isTitled = title.test(text) || (inLine.test(text.slice(0, 400)) && isPageOfEntries(text));
    const stop = isTitled ? endOfTitled(folded, lines, index) : endOfLed(folded, lines, index);
    if (stop <= index) continue;
    found.push({ start: lines[index]!.start, end: lines[stop - 1]!.end });
    index = stop - 1;
  }
  return found;
}

/** Below its title: lines that are short, labelled or end with a page, until one of the labels comes again. */
function endOfTitled(folded: string, lines: readonly Line[], from: number): number {
  const seen = new Set<string>();
  let stop = from + 1;
  let entries = textOf(folded, lines[from]!).length > 120 ? 5 : 0;
  for (let index = from + 1; index < lines.length; index++) {
    const line = lines[index]!;
    const text = textOf(folded, line);
    const own = label.exec(text)?.[0].toLowerCase();
    if (own !== undefined && seen.has(own) && !leaders.test(text)) break;
    if (own !== undefined) seen.add(own);
    const isEntry =
      leaders.test(text) || (text.length < 160 && (pageAtEnd.test(text) || labelled.test(text)));
    const isPage = isPageOfEntries(text);
    if (isEntry || isPage) {
      entries += isPage ? 5 : 1;
      stop = index + 1;
    } else if (preamble.test(text) || text.length > 120 || (/[.。]$/.test(text) && !line.isFurniture)) break;
    else if (line.opening === 'block' && index - stop > 4) break;
  }
  return entries >= 3 ? stop : from;
}

/** Texts that have a page to the line: entry after entry, with the page of each between them. */
function isPageOfEntries(text: string): boolean {
  const entries = text.match(/\s\d{1,3}\s+(?:section|article|\d|exhibit|schedule|[A-Z]\w)/gi)?.length ?? 0;
  return text.length >= 120 && entries > Math.max(2, text.length / 130);
}

/** "1. Definitions … 4": leaders, or a label and a page with nothing but a gap between them. */
function isLed(text: string): boolean {
  return leaders.test(text) || (text.length < 160 && labelled.test(text) && /[\t ]\d{1,3}$/.test(text));
}

/** Without a title: a run of lines with leaders. */
function endOfLed(folded: string, lines: readonly Line[], from: number): number {
  let entries = 0;
  let stop = from;
  for (let index = from; index < lines.length && index - stop < 3; index++) {
    if (!isLed(textOf(folded, lines[index]!))) {
      if (index === from) return from;
      continue;
    }
    entries++;
    stop = index + 1;
  }
  return entries >= 5 ? stop : from;
}

function textOf(folded: string, line: Line): string {
  return folded.slice(line.start, Math.min(line.end, line.start + 6_000));
}
