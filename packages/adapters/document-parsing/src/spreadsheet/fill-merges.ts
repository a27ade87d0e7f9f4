import type { GridCell, GridRow } from './grid.ts';
import type { Merge } from './worksheet.ts';

/** Columns over which the name of a group of columns is repeated at most. */
const widest = 64;

/**
 * A merged cell stands for each row and column that it covers: its text is repeated down, so that every row says
 * what it belongs to, and to the right where it names the columns below. Rows ascend; other cells stay as they are.
 */
export function fillMerges(rows: readonly GridRow[], merges: readonly Merge[]): readonly GridRow[] {
  if (merges.length === 0) return rows;
  const filled = new Map(
    rows.map(({ row, cells }) => [row, new Map(cells.map((cell) => [cell.column, cell]))]),
  );
  for (const { first, last } of merges) {
    const cell = filled.get(first.row)?.get(first.column);
    if (!cell) continue;
    if (last.row > first.row) fillDown(filled, rows, cell, first.row, last.row);
    const below = filled.get(last.row + 1);
    const right = Math.min(last.column, first.column + widest);
    if (below && right > first.column && names(below, first.column, right)) {
      const top = filled.get(first.row)!;
      for (let column = first.column + 1; column <= right; column++) put(top, { ...cell, column });
    }
  }
  return rows.map(({ row }) => ({
    row,
    cells: [...filled.get(row)!.values()].sort((left, right) => left.column - right.column),
  }));
}

function fillDown(
  filled: ReadonlyMap<number, Map<number, GridCell>>,
  rows: readonly GridRow[],
  cell: GridCell,
  first: number,
  last: number,
): void {
  let index = lowerBound(rows, first + 1);
  for (; index < rows.length && rows[index]!.row <= last; index++) put(filled.get(rows[index]!.row)!, cell);
}

function put(cells: Map<number, GridCell>, cell: GridCell): void {
  if (!cells.has(cell.column)) cells.set(cell.column, cell);
}

const names = (below: ReadonlyMap<number, GridCell>, left: number, right: number) =>
  [...below.keys()].filter((column) => column >= left && column <= right).length > 1;

function lowerBound(rows: readonly GridRow[], row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.row < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
