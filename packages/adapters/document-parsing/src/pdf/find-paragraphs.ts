import type { Line } from './find-lines.ts';

export interface Paragraph {
  readonly lines: readonly Line[];
  readonly isItem: boolean;
}

const bullet = /^(?:[•·▪◦‣●○■□➢►✓❖\uE000-\uF8FF]|[*–—-](?=\s))\s*/;
const enumeration =
  /^(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,5})[.)](?=\s)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳])/;
/** Numbers that open a clause of its own rather than an item. */
const clause = /^(?:\d{1,3}(?:\.\d{1,3})+\.?(?=\s)|第[一二三四五六七八九十百零\d]{1,6}[条條章节節])/;
const finished = /[.;:,!?)。；：，、！？）”"]$|(?:\band|\bor|及|或)$/;
const ended = /[.!?。！？:：;；]["”’)）]?$/;

/** The lines of a column as paragraphs and list items, parted by gaps, indents, size, weight and markers. */
export function findParagraphs(lines: readonly Line[]): Paragraph[] {
  const right = Math.max(...lines.map((line) => line.right));
  const leading = typicalLeading(lines);
  const groups: Line[][] = [];
  for (const line of lines) {
    const open = groups.at(-1);
    if (open && !breaksBefore(line, open, right, leading)) open.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => ({ lines: group, isItem: isItem(group[0]!.text) }));
}

/** A bullet is a mark, not a word: it is shown by the kind of Block. */
export function withoutBullet(text: string): string {
  return text.replace(bullet, '');
}

function isItem(text: string): boolean {
  return bullet.test(text) || enumeration.test(text);
}

function breaksBefore(line: Line, open: readonly Line[], right: number, leading: number): boolean {
  const previous = open.at(-1)!;
  const gap = line.y - previous.y;
  const em = Math.max(line.size, previous.size);
  if (line.angle !== previous.angle || gap < 0) return true;
  if (Math.abs(line.size - previous.size) > 0.09 * em) return true;
  if (gap > Math.max(1.25 * leading, leading + 0.2, 1.3) * em) return true;
  if (bullet.test(line.text)) return true;
  if (line.isBold !== previous.isBold && (previous.isBold || line.isBold) && finishesShort(previous, right))
    return true;
  const first = open[0]!;
  const isMoved = Math.abs(line.left - previous.left) > 0.6 * em;
  if ((enumeration.test(line.text) || clause.test(line.text)) && (finished.test(previous.text) || isMoved))
    return true;
  if (isItem(first.text)) return line.left < first.left - 0.6 * em;
  // An indented first line, in text whose other lines stand flush.
  const isIndented =
    line.left > previous.left + 0.9 * em && (open.length === 1 || previous.left <= first.left);
  if (isIndented && ended.test(previous.text)) return true;
  return finishesShort(previous, right) && ended.test(previous.text);
}

/** Ends well before the right edge, so that the next word would have fitted. */
function finishesShort(line: Line, right: number): boolean {
  return line.right < right - Math.max(0.12 * (right - line.left), 2.5 * line.size);
}

/** The usual distance between the lines of one paragraph, in ems: headings have the same in their own size. */
function typicalLeading(lines: readonly Line[]): number {
  const ratios: number[] = [];
  for (let index = 1; index < lines.length; index++) {
    const gap = lines[index]!.y - lines[index - 1]!.y;
    const em = lines[index]!.size;
    if (gap > 0.5 * em && gap < 2.2 * em) ratios.push(gap / em);
  }
  if (ratios.length === 0) return 1.2;
  return ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 3)]!;
}
