import type { Span } from '@groundwork/kernel';
import type { Block, TableCells } from './parsed-document.ts';

/** Finds the cells behind spans of one Block; the lines of its text are counted once. */
export class CellLocator {
  private readonly lineStarts: number[];
  /** The line with which each run starts. */
  private readonly runStarts: number[] = [];
  private readonly cells: TableCells | undefined;

  constructor(
    private readonly text: string,
    private readonly block: Block,
  ) {
    this.cells = block.cells;
    this.lineStarts = [block.span.start];
    for (let at = this.nextLine(block.span.start); at < block.span.end; at = this.nextLine(at)) {
      this.lineStarts.push(at);
    }
    let line = 0;
    for (const run of this.cells?.runs ?? []) {
      this.runStarts.push(line);
      line += run.rows;
    }
  }

  /** 1 is A, 26 Z, 27 AA. */
  static columnName(column: number): string {
    let name = '';
    for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
      name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    }
    return name;
  }

  /**
   * The cells that a span covers, as spreadsheets write them: "Prices!B7", "'Q1 2026'!A2:C40"; of several rows the
   * rectangle around them. `undefined` where the Block does not come from a sheet.
   */
  rangeOf(span: Span): string | undefined {
    const runs = this.cells?.runs ?? [];
    const from = Math.max(span.start, this.block.span.start);
    const to = Math.max(from, Math.min(span.end, this.block.span.end) - 1);
    const [top, bottom] = [lastUpTo(this.lineStarts, from), lastUpTo(this.lineStarts, to)];
    const [first, last] = [lastUpTo(this.runStarts, top), lastUpTo(this.runStarts, bottom)];
    const [upper, lower] = [runs[first], runs[last]];
    if (!upper || !lower) return undefined;
    const covered = runs.slice(first, last + 1).flatMap(({ columns }) => [columns[0]!, columns.at(-1)!]);
    const isOneRow = top === bottom;
    const left = isOneRow ? (upper.columns[this.cellAt(top, from)] ?? covered[1]!) : smallest(covered);
    const right = isOneRow ? (upper.columns[this.cellAt(top, to)] ?? covered[1]!) : largest(covered);
    const start = `${CellLocator.columnName(left)}${upper.row + top - this.runStarts[first]!}`;
    const end = `${CellLocator.columnName(right)}${lower.row + bottom - this.runStarts[last]!}`;
    return sheetPrefix(this.cells?.sheet) + (start === end ? start : `${start}:${end}`);
  }

  private nextLine(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 ? Number.POSITIVE_INFINITY : end + 1;
  }

  /** Which cell of its line a place is in. The separator after a cell belongs to it. */
  private cellAt(line: number, at: number): number {
    return this.text.slice(this.lineStarts[line], at).split('\t').length - 1;
  }
}

/** Index of the last of the ascending numbers that is not above a value. */
function lastUpTo(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ascending[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

const smallest = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b));
const largest = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b));

/** A name that is no plain word stands in quotation marks, its own doubled. */
function sheetPrefix(sheet: string | undefined): string {
  if (sheet === undefined) return '';
  const isPlain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet);
  return isPlain ? `${sheet}!` : `'${sheet.replaceAll("'", "''")}'!`;
}
