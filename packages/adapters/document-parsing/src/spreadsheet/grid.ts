import type { TableCells } from '@groundwork/ingestion';
import type { DocumentBuilder } from '../document-builder.ts';
import { revealText } from '../reveal-text.ts';

/** One row of a sheet: what it shows, by ascending column. Rows and columns count from 1. */
export interface GridRow {
  readonly row: number;
  readonly cells: GridCell[];
}

export interface GridCell {
  readonly column: number;
  readonly text: string;
  /** A number, date or truth value rather than words: no name of a column. */
  readonly isValue: boolean;
}

export interface GridPlace {
  readonly sheet?: string;
  readonly page?: number;
}

/** A rectangle is written with its empty cells as long as these are fewer than so many for each that holds something. */
const emptyPerCell = 16;

/**
 * Write a sheet's rows as Blocks. Empty rows end a table, unless what follows goes on with values in its columns;
 * lone cells above a table and single columns are paragraphs. Every Block knows its cells.
 */
export function addGrid(builder: DocumentBuilder, rows: readonly GridRow[], place: GridPlace): void {
  for (const region of regionsOf(rows.filter(({ cells }) => cells.length > 0))) {
    const first = region.findIndex(({ cells }) => cells.length > 1);
    const head = first < 0 ? region.length : first;
    for (const row of region.slice(0, head)) addParagraph(builder, row, place);
    if (head < region.length) addTable(builder, region.slice(head), place);
  }
}

/** Cells of a row as a line; what is empty at its end is not written. */
export function toLine(cells: readonly string[]): string {
  return cells.join('\t').trimEnd();
}

/** Lines as a table. Its first empty cells get a sign, for a Block begins with text and its columns must stay in line. */
export function toTable(lines: readonly string[]): string {
  return lines.join('\n').replace(/^\t+/, (tabs) => '·\t'.repeat(tabs.length));
}

/** White space inside a cell becomes single spaces: lines and tabs are what the table is written with. */
export function oneLine(text: string): string {
  return text.replace(/[\s\u0085]+/g, ' ').trim();
}

/** Whether a cell that is not empty shows nothing all the same. */
export function isInvisible(text: string): boolean {
  return text !== '' && revealText(text).text.trim() === '';
}

function regionsOf(rows: readonly GridRow[]): GridRow[][] {
  const regions: GridRow[][] = [];
  let columns = new Set<number>();
  let last: number | undefined;
  for (const row of rows) {
    const goesOn =
      last === row.row - 1 ||
      (columns.size > 1 && row.cells.some(({ isValue }) => isValue) && isWithin(row, columns));
    if (last === undefined || !goesOn) {
      regions.push([]);
      columns = new Set();
    }
    regions.at(-1)!.push(row);
    for (const { column } of row.cells) columns.add(column);
    last = row.row;
  }
  return regions;
}

const isWithin = (row: GridRow, columns: ReadonlySet<number>) =>
  row.cells.length > 1 && row.cells.every(({ column }) => columns.has(column));

function addParagraph(builder: DocumentBuilder, { row, cells }: GridRow, place: GridPlace): void {
  const [cell] = cells;
  if (cell) addCells(builder, 'paragraph', cell.text, [{ row, rows: 1, columns: [cell.column] }], place);
}

function addTable(builder: DocumentBuilder, rows: readonly GridRow[], place: GridPlace): void {
  const used = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))].sort(
    (left, right) => left - right,
  );
  const filled = rows.reduce((sum, { cells }) => sum + cells.length, 0);
  const isSparse = used.length * rows.length > filled * emptyPerCell;
  const lines: string[] = [];
  const runs: { row: number; rows: number; columns: readonly number[] }[] = [];
  for (const { row, cells } of rows) {
    const columns = isSparse ? cells.map(({ column }) => column) : used;
    const texts = new Map(cells.map(({ column, text }) => [column, text]));
    lines.push(toLine(columns.map((column) => texts.get(column) ?? '')));
    const open = runs.at(-1);
    if (open?.columns === columns && open.row + open.rows === row) open.rows++;
    else runs.push({ row, rows: 1, columns });
  }
  addCells(builder, 'table', toTable(lines), runs, place);
}

function addCells(
  builder: DocumentBuilder,
  kind: 'table' | 'paragraph',
  text: string,
  runs: TableCells['runs'],
  { sheet, page }: GridPlace,
): void {
  const cells = { ...(sheet === undefined ? {} : { sheet }), runs };
  builder.add({ kind, text, cells, ...(page === undefined ? {} : { page }) });
}
