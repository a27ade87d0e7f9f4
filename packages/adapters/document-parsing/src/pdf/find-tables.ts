import type { Line, Segment } from './find-lines.ts';

export type RegionPart =
  | { readonly kind: 'text'; readonly lines: readonly Line[] }
  | {
      readonly kind: 'table';
      readonly lines: readonly Line[];
      readonly rows: readonly (readonly string[])[];
    };

interface Column {
  left: number;
  right: number;
}

/**
 * Tables among the lines of a region: neighbouring lines of several segments that stand in the same columns. Lines
 * of one segment inside a column go on with the cell above.
 */
export function findTables(lines: readonly Line[]): RegionPart[] {
  const parts: RegionPart[] = [];
  let text: Line[] = [];
  const flush = () => {
    if (text.length > 0) parts.push({ kind: 'text', lines: text });
    text = [];
  };
  for (let at = 0; at < lines.length;) {
    const table = lines[at]!.segments.length > 1 ? readTable(lines, at) : undefined;
    if (table) {
      flush();
      parts.push({ kind: 'table', lines: lines.slice(at, at + table.length), rows: table.rows });
      at += table.length;
    } else {
      text.push(lines[at]!);
      at++;
    }
  }
  flush();
  return parts;
}

function readTable(lines: readonly Line[], start: number): { length: number; rows: string[][] } | undefined {
  let end = start + 1;
  let columns = columnsOf([lines[start]!]);
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    const gap = line.y - lines[end - 1]!.y;
    if (gap > 3.2 * line.size || line.angle !== lines[start]!.angle) break;
    if (line.segments.length === 1) {
      if (gap > 1.7 * line.size || !continuesCell(line.segments[0]!, columns, lines[end + 1])) break;
      continue;
    }
    const merged = columnsOf(
      [...lines.slice(start, end), line].filter(({ segments }) => segments.length > 1),
    );
    if (merged.length < 2) break;
    columns = merged;
  }
  const body = lines.slice(start, end);
  const full = body.filter((line) => line.segments.length > 1);
  if (full.length < 2 || columns.length < 2) return undefined;
  return { length: body.length, rows: toRows(body, columns) };
}

/** Segments of all lines that overlap from left to right are one column. */
function columnsOf(lines: readonly Line[]): Column[] {
  const columns: Column[] = [];
  const segments = lines.flatMap((line) => line.segments).toSorted((a, b) => a.left - b.left);
  for (const { left, right } of segments) {
    const open = columns.at(-1);
    if (open && left < open.right - 1) open.right = Math.max(open.right, right);
    else columns.push({ left, right });
  }
  return columns;
}

/** Inside one column; in the first only where the table goes on below, else it is the text after the table. */
function continuesCell(segment: Segment, columns: readonly Column[], next: Line | undefined): boolean {
  const touched = columns.filter((column) => segment.left < column.right && segment.right > column.left);
  if (touched.length !== 1) return false;
  const column = touched[0]!;
  const isWide = segment.right > column.right + 0.25 * (column.right - column.left);
  return !isWide && (column !== columns[0] || (next?.segments.length ?? 0) > 1);
}

function toRows(lines: readonly Line[], columns: readonly Column[]): string[][] {
  const rows: string[][] = [];
  const gaps = lines.slice(1).map((line, index) => line.y - lines[index]!.y);
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  for (const [at, line] of lines.entries()) {
    // Several cells of a row may go on: then nothing stands in the first column, and the line follows closely.
    const goesOn = at > 0 && gaps[at - 1]! < 0.8 * usual && nearest(line.segments[0]!, columns) > 0;
    const isContinuation = rows.length > 0 && (line.segments.length === 1 || goesOn);
    const row = isContinuation ? rows.at(-1)! : columns.map(() => '');
    if (!isContinuation) rows.push(row);
    for (const segment of line.segments) {
      const index = nearest(segment, columns);
      row[index] = [row[index], segment.text.replace(/\t/g, ' ')].filter(Boolean).join(' ');
    }
  }
  return rows;
}

function nearest(segment: Segment, columns: readonly Column[]): number {
  const overlaps = columns.map(
    (column) => Math.min(segment.right, column.right) - Math.max(segment.left, column.left),
  );
  return overlaps.indexOf(Math.max(...overlaps));
}
