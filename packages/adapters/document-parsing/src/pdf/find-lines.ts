import type { Word } from './word.ts';

/** Words that read as one, without a wide gap. */
export interface Segment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

/** A line of a column. `text` has its segments parted by tabs. */
export interface Line {
  readonly segments: readonly Segment[];
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly isBold: boolean;
  readonly angle: number;
}

/** Gap in ems that parts words, and one that parts columns of a table. */
const wordGap = 0.15;
const segmentGap = 1.3;

const cjk = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]/;
const rightToLeft = /[\u0590-\u08FF]/;
/** What stands alone before an indented text: "1.1", "(a)", "•", "第一条". It belongs to the text, not to a table. */
const marker =
  /^(?:[•·▪◦‣●○■□➢►✓❖\uE000-\uF8FF*–—-]|\(?(?:\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,5})[.)]|\d{1,3}(?:\.\d{1,3})+\.?|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百零\d]{1,6}[条條章节節]|(?:Section|Article|SECTION|ARTICLE)\s+[\dIVXL.]+)$/;

/** Words with about the same baseline, top to bottom; raised and lowered ones stay with the line they belong to. */
export function groupRows(words: readonly Word[]): Word[][] {
  const rows: Word[][] = [];
  let y = Number.NEGATIVE_INFINITY;
  let size = 0;
  for (const word of words.toSorted((a, b) => a.y - b.y || a.left - b.left)) {
    const row = rows.at(-1);
    if (row && word.y - y <= 0.45 * Math.max(size, word.size)) {
      row.push(word);
      // The line's own baseline is that of its larger letters.
      if (word.size > size) [y, size] = [word.y, word.size];
    } else {
      rows.push([word]);
      [y, size] = [word.y, word.size];
    }
  }
  return rows.flatMap(partOverlaps).map((row) => row.toSorted((a, b) => a.left - b.left));
}

/** Two lines set so tightly that they met in one row: words of different baselines lie over one another. */
function partOverlaps(row: readonly Word[]): (readonly Word[])[] {
  const sorted = row.toSorted((a, b) => a.left - b.left);
  const overlaps = sorted.some((word, index) => {
    const next = sorted[index + 1];
    return next && Math.abs(next.y - word.y) > 0.1 * word.size && next.left < word.right - 0.4 * word.size;
  });
  if (!overlaps) return [row];
  const byBaseline = new Map<number, Word[]>();
  for (const word of row) byBaseline.set(word.y, [...(byBaseline.get(word.y) ?? []), word]);
  return [...byBaseline.entries()].sort(([a], [b]) => a - b).map(([, words]) => words);
}

export function findLines(words: readonly Word[]): Line[] {
  return groupRows(words).flatMap((row) => {
    const segments = joinMarker(toSegments(row));
    if (segments.length === 0) return [];
    const size = typical(row, (word) => Math.round(word.size * 2) / 2);
    const bold = row.reduce((sum, word) => sum + (word.font.isBold ? word.text.length : 0), 0);
    const all = row.reduce((sum, word) => sum + word.text.length, 0);
    return [
      {
        segments,
        text: segments.map((segment) => segment.text).join('\t'),
        left: segments[0]!.left,
        right: segments.at(-1)!.right,
        y: typical(row, (word) => word.y),
        size,
        isBold: bold > all * 0.8,
        angle: row[0]!.angle,
      },
    ];
  });
}

function toSegments(row: readonly Word[]): Segment[] {
  const isReversed = row.filter((word) => rightToLeft.test(word.text)).length > row.length / 2;
  const segments: { text: string; left: number; right: number; words: Word[] }[] = [];
  for (const word of row) {
    const open = segments.at(-1);
    if (open && isOverprint(open.words.at(-1)!, word)) continue;
    const gap = open ? word.left - open.right : 0;
    if (!open || gap > segmentGap * word.size) {
      segments.push({ text: word.text, left: word.left, right: word.right, words: [word] });
      continue;
    }
    open.text += (needsSpace(open.text, word, gap) ? ' ' : '') + word.text;
    open.right = Math.max(open.right, word.right);
    open.words.push(word);
  }
  return segments.flatMap(({ text, left, right, words }) =>
    partLeaders({ text: isReversed ? words.toReversed().map(readBackwards).join(' ') : text, left, right }),
  );
}

/** Dots that lead the eye to a page number part two cells; where exactly they do so is estimated. */
function partLeaders({ text, left, right }: Segment): Segment[] {
  const [before, after, ...others] = text.split(/\s*(?:[.…·]\s?){5,}\s*/);
  if (!before || !after || others.length > 0) return [{ text, left, right }];
  const width = (right - left) / text.length;
  return [
    { text: before, left, right: left + width * before.length },
    { text: after, left: right - width * after.length, right },
  ];
}

function needsSpace(before: string, word: Word, gap: number): boolean {
  const betweenCjk = cjk.test(before.at(-1)!) && cjk.test(word.text[0]!);
  if (betweenCjk) return gap > 0.8 * word.size;
  return word.isSpaced || gap > wordGap * word.size;
}

/** The same word a hair's breadth beside itself: how some programs print bold. */
function isOverprint(before: Word, word: Word): boolean {
  return (
    before.text === word.text &&
    Math.abs(before.left - word.left) < 0.15 * word.size &&
    Math.abs(before.y - word.y) < 1
  );
}

/** PDF draws Hebrew and Arabic from left to right; numbers and Latin words inside keep their order. */
function readBackwards(word: Word): string {
  return rightToLeft.test(word.text) ? [...word.text].reverse().join('') : word.text;
}

function joinMarker(segments: Segment[]): Segment[] {
  const [first, second, ...rest] = segments;
  if (!first || !second || rest.length > 0 || !marker.test(first.text)) return segments;
  return [{ text: `${first.text} ${second.text}`, left: first.left, right: second.right }];
}

/** The value that most letters of a row have. */
function typical(row: readonly Word[], valueOf: (word: Word) => number): number {
  const letters = new Map<number, number>();
  for (const word of row) letters.set(valueOf(word), (letters.get(valueOf(word)) ?? 0) + word.text.length);
  return [...letters].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}
