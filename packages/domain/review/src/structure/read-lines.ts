import type { Block } from '@groundwork/ingestion';

/** A line of the text without the white space around it. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** Kind of the Block that begins here. */
  readonly begins?: Block['kind'];
  /** Page numbers, running headers: on the page, but no part of what is agreed. */
  readonly isFurniture: boolean;
  /**
   * How sure it is that something new begins here: `block` after an empty line or where a Block begins, `line` after
   * a finished sentence, `wrap` in the middle of a sentence.
   */
  readonly opening: 'block' | 'line' | 'wrap';
  /** Behind an empty line. */
  readonly isApart: boolean;
  /** Within a table no line is a clause of its own. */
  readonly isTable: boolean;
}

const pageNumber =
  /^(?:-+ ?)?(?:page |第 ?)?\d{1,3}(?: ?页)?(?: ?(?:of|\/|共) ?(?:第 ?)?\d{1,3}(?: ?页)?)?(?: ?-+)?$|^[ivx]{1,5}$|^[A-Z]-\d{1,2}(?:-\d{1,2})?$|^第 ?\d+ ?页 ?[,/、]? ?共 ?\d+ ?页$/i;
const filing =
  /^(?:Source: .{0,120}\d{4}|Exhibit \d{1,2}\.\d+\S*|<PAGE>.{0,12}|\[?signature page .{0,60}follows?\]?\.?)$/i;
const finished = /[.;:!?。；：！？][)\]"'*]*$|[;,:] (?:and|or)$/;

/** The lines of a folded text that have anything on them. */
export function readLines(folded: string, blocks: readonly Block[]): Line[] {
  const bare = bareLines(folded);
  const texts = bare.map(({ start, end }) => folded.slice(start, end));
  const runningHeads = repeated(texts);
  const furniture = texts.map(
    (text) => pageNumber.test(text) || filing.test(text) || runningHeads.has(headOf(text)),
  );
  const full = fullWidth(bare);
  const lines: Line[] = [];
  let block = 0;
  let previous: Line | undefined;
  for (const [index, { start, end, isApart }] of bare.entries()) {
    while (block < blocks.length && blocks[block]!.span.end <= start) block++;
    const at = blocks[block];
    const begins =
      at && at.span.start >= (previous?.end ?? 0) && at.span.start <= start ? at.kind : undefined;
    // "12." at the foot of a page, above what each page ends with.
    const isFoot = /^\d{1,3}\.$/.test(texts[index]!) && (furniture[index + 1] || furniture[index - 1]);
    const isFurniture = furniture[index]! || isFoot === true;
    const last = lastOfText(lines);
    const isFinished =
      !last ||
      last.end - last.start < full ||
      finished.test(folded.slice(Math.max(last.start, last.end - 12), last.end));
    // After a page number the empty lines around it say nothing.
    const isNew =
      (isApart || (begins !== undefined && blocks.length > 1)) && !(previous?.isFurniture && !isFinished);
    const line: Line = {
      start,
      end,
      ...(begins !== undefined && { begins }),
      isFurniture,
      opening: isNew ? 'block' : isFinished ? 'line' : 'wrap',
      isApart,
      isTable: at?.kind === 'table' && at.span.start <= start,
    };
    lines.push(line);
    previous = line;
  }
  return lines;
}

/** Shorter lines were not broken because they were full: headings, items, ends of paragraphs. */
function fullWidth(lines: readonly { start: number; end: number }[]): number {
  const lengths = lines.map(({ start, end }) => end - start).sort((a, b) => a - b);
  return Math.max(24, (lengths[Math.floor(lengths.length * 0.75)] ?? 0) * 0.6);
}

function bareLines(folded: string): { start: number; end: number; isApart: boolean }[] {
  const found = [];
  let isApart = true;
  for (let at = 0; at < folded.length;) {
    let stop = folded.indexOf('\n', at);
    if (stop < 0) stop = folded.length;
    let start = at;
    let end = stop;
    while (start < end && isBlank(folded.charCodeAt(start))) start++;
    while (end > start && isBlank(folded.charCodeAt(end - 1))) end--;
    if (start < end) found.push({ start, end, isApart });
    isApart = start === end;
    at = stop + 1;
  }
  return found;
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff || code === 0x200b;
}

/** Short lines that stand on three places or more and are no sentence: heads and feet of pages. */
function repeated(lines: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    if (line.length <= 100) counts.set(headOf(line), (counts.get(headOf(line)) ?? 0) + 1);
  }
  return new Set(
    [...counts].filter(([line, count]) => count >= 3 && isRunningHead(line)).map(([line]) => line),
  );
}

/** Heads that count their pages are alike but for the number. */
function headOf(line: string): string {
  return /\bpage\b/i.test(line) && line.length <= 100 ? line.replace(/\d+/g, '#') : line;
}

function isRunningHead(line: string): boolean {
  // On each page of an exhibit; which is the first, others tell.
  if (/^(?:exhibit|schedule|annex|appendix|attachment|附)/i.test(line)) return false;
  return (
    line.length >= 8 &&
    !/[:_.;,]$|^(?:By|Name|Title|Date|Its|Print|Address)\b|^["(]?\(?\w{1,4}[).]/.test(line) &&
    !/[:：]/.test(line)
  );
}

function lastOfText(lines: readonly Line[]): Line | undefined {
  for (let index = lines.length - 1; index >= 0; index--) if (!lines[index]!.isFurniture) return lines[index];
  return undefined;
}
