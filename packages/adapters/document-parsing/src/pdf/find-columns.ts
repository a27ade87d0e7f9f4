import { groupRows } from './find-lines.ts';
import type { Word } from './word.ts';

/** Fewer lines than this side by side are a table or a form, not columns of prose. */
const fewestLines = 5;
/** Average characters of a line of prose; a Chinese character counts twice. Cells of tables are shorter. */
const fewestCharacters = 20;
/** Prose runs to the margin on most of its lines, up to a ragged edge; the cells of a table end where they like. */
const fullWidth = 0.75;
const fewestFull = 0.5;

/**
 * The words of a page region by region in reading order: full-width parts, then each column from left to right.
 * A gutter is a vertical gap that prose fills on both sides; lines that cross it (titles, wide tables) part bands.
 */
export function splitColumns(words: readonly Word[], depth = 0): Word[][] {
  const rows = groupRows(words);
  const gutter = rows.length >= 2 * fewestLines - 2 && depth < 3 ? findGutter(rows) : undefined;
  if (gutter === undefined) return words.length > 0 ? [[...words]] : [];
  const regions: Word[][] = [];
  let wide: Word[] = [];
  const flushWide = () => {
    if (wide.length > 0) regions.push(wide);
    wide = [];
  };
  for (const band of bandsOf(rows, gutter)) {
    const left = band.words.filter((word) => word.right <= gutter + 1);
    const right = band.words.filter((word) => word.right > gutter + 1);
    if (band.crosses || !isProse(left) || !isProse(right)) {
      wide.push(...band.words);
      continue;
    }
    flushWide();
    regions.push(...splitColumns(left, depth + 1), ...splitColumns(right, depth + 1));
  }
  flushWide();
  return regions.length === 1 ? [[...words]] : regions;
}

/** The position that most rows leave free between words of theirs, in the middle three fifths of the width. */
function findGutter(rows: readonly Word[][]): number | undefined {
  const left = Math.min(...rows.map((row) => row[0]!.left));
  const right = Math.max(...rows.map((row) => row.at(-1)!.right));
  const width = right - left;
  if (width < 150) return undefined;
  let best: { x: number; score: number } | undefined;
  for (let x = left + width * 0.2; x <= left + width * 0.8; x += 3) {
    let open = 0;
    let crossing = 0;
    for (const row of rows) {
      if (isCovered(row, x)) crossing++;
      else if (row[0]!.right < x && row.at(-1)!.left > x && gapAt(row, x) >= Math.max(7, 0.7 * row[0]!.size))
        open++;
    }
    const score = open - crossing / 2;
    if (open >= fewestLines && score > (best?.score ?? 0)) best = { x, score };
  }
  return best?.x;
}

function bandsOf(rows: readonly Word[][], gutter: number): { words: Word[]; crosses: boolean }[] {
  const bands: { words: Word[]; crosses: boolean }[] = [];
  for (const row of rows) {
    const crosses = isCovered(row, gutter) || isNarrowAt(row, gutter);
    const open = bands.at(-1);
    if (open && open.crosses === crosses) open.words.push(...row);
    else bands.push({ words: [...row], crosses });
  }
  return bands;
}

/** Words on both sides closer than a word space allows: the gap is one of the line's own. */
function isNarrowAt(row: readonly Word[], x: number): boolean {
  const isTwoSided = row[0]!.right < x && row.at(-1)!.left > x;
  return isTwoSided && gapAt(row, x) < 0.6 * row[0]!.size;
}

function gapAt(row: readonly Word[], x: number): number {
  // With the tolerance of `isCovered`: a word that ends just past `x` bounds the gap, it does not lie in it.
  let before = -Infinity;
  let after = Infinity;
  for (const { left, right } of row) {
    if (right <= x + 1 && right > before) before = right;
    if (left >= x - 1 && left < after) after = left;
  }
  return after - before;
}

function isCovered(row: readonly Word[], x: number): boolean {
  for (const { left, right } of row) if (left < x - 1 && right > x + 1) return true;
  return false;
}

function isProse(words: readonly Word[]): boolean {
  if (words.length === 0) return false;
  const rows = groupRows(words);
  if (rows.length < fewestLines) return false;
  const left = Math.min(...rows.map((row) => row[0]!.left));
  const right = Math.max(...rows.map((row) => row.at(-1)!.right));
  const characters = words.reduce(
    (sum, word) => sum + 1 + word.text.replace(/[\u2E80-\uFFEF]/g, 'xx').length,
    0,
  );
  const full = rows.filter((row) => row.at(-1)!.right - row[0]!.left >= fullWidth * (right - left)).length;
  return characters / rows.length >= fewestCharacters && full >= fewestFull * rows.length;
}
