import type { XmlElement, XmlHandler } from '../package/read-xml.ts';
import type { CellFormat } from './cell-formats.ts';
import { readRange, readReference } from './cell-reference.ts';
import { isInvisible, oneLine, type GridCell, type GridRow } from './grid.ts';
import { showNumber } from './show-value.ts';

export interface WorkbookContext {
  readonly strings: readonly string[];
  readonly formats: readonly CellFormat[];
  readonly countsFrom1904: boolean;
}

export interface SheetOptions {
  /** Count what a reader does not see, of the text given. */
  readonly hide: (reason: string, text: string) => void;
  /** Set on sheets that are hidden as a whole. */
  readonly hidden?: string;
  /** Called now and then while rows are read. */
  readonly onProgress: () => void;
}

export interface Merge {
  readonly first: { readonly row: number; readonly column: number };
  readonly last: { readonly row: number; readonly column: number };
}

/** Rows between two reports of progress. */
const progressRows = 5_000;

/** Reads a worksheet part: what its cells show, row by row as the file has them (ECMA-376 part 1 §18.3). */
export class Worksheet implements XmlHandler {
  readonly merges: Merge[] = [];
  /** Formulas whose value the file does not hold, as programs without a calculator write them. */
  formulasWithoutValue = 0;
  private readonly found: GridRow[] = [];
  /** Cells whose letters have the colour of their ground, unless tables or conditions colour them. */
  private readonly unreadable: { readonly row: number; readonly cell: GridCell }[] = [];
  /** Styles of tables and conditions colour cells in ways that the cells do not tell. */
  private hasOtherColours = false;
  private readonly hiddenColumns: { readonly first: number; readonly last: number }[] = [];
  private rowsAreHidden = false;
  private row = { number: 0, isHidden: false };
  private cell = { column: 0, type: 'n', style: 0, value: '', hasFormula: false };
  private collects = false;
  private phonetic = 0;

  constructor(
    private readonly workbook: WorkbookContext,
    private readonly options: SheetOptions,
  ) {}

  /** The rows that are seen, ascending; to be asked for when the part has been read. */
  rows(): readonly GridRow[] {
    for (const { row, cell } of this.unreadable.splice(0)) {
      if (this.hasOtherColours) this.found.push({ row, cells: [cell] });
      else this.options.hide('in the colour of its background', cell.text);
    }
    const rows = new Map<number, GridRow>();
    for (const { row, cells } of this.found) {
      const known = rows.get(row);
      if (known) known.cells.push(...cells);
      else rows.set(row, { row, cells });
    }
    for (const { cells } of rows.values()) cells.sort((left, right) => left.column - right.column);
    return [...rows.values()].sort((left, right) => left.row - right.row);
  }

  open({ name, attributes }: XmlElement): void {
    switch (name) {
      case 'sheetFormatPr':
        this.rowsAreHidden = isTrue(attributes.get('zeroHeight'));
        return;
      case 'col':
        if (isTrue(attributes.get('hidden')) || attributes.get('width') === '0')
          this.hiddenColumns.push({
            first: Number(attributes.get('min') ?? 1),
            last: Number(attributes.get('max') ?? 1),
          });
        return;
      case 'row': {
        const hidden = attributes.get('hidden');
        const isHidden = hidden === undefined ? this.rowsAreHidden : isTrue(hidden);
        this.row = {
          number: Number(attributes.get('r') ?? this.row.number + 1),
          isHidden: isHidden || Number(attributes.get('ht') ?? 1) === 0,
        };
        this.cell = { ...this.cell, column: 0 };
        if (this.row.number % progressRows === 0) this.options.onProgress();
        return;
      }
      case 'c': {
        const column = readReference(attributes.get('r') ?? '')?.column ?? this.cell.column + 1;
        const style = Number(attributes.get('s') ?? 0);
        this.cell = { column, type: attributes.get('t') ?? 'n', style, value: '', hasFormula: false };
        return;
      }
      case 'f':
        this.cell.hasFormula = true;
        return;
      case 'rPh':
        this.phonetic++;
        return;
      case 'v':
      case 't':
        this.collects = this.phonetic === 0;
        return;
      case 'mergeCell': {
        const range = readRange(attributes.get('ref') ?? '');
        if (range) this.merges.push(range);
        return;
      }
      case 'tablePart':
      case 'conditionalFormatting':
        this.hasOtherColours = true;
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.collects = false;
    else if (name === 'rPh') this.phonetic--;
    else if (name === 'c') this.closeCell();
  }

  text(value: string): void {
    if (this.collects) this.cell.value += value;
  }

  private closeCell(): void {
    const { column, type, style, value, hasFormula } = this.cell;
    if (value === '') {
      if (hasFormula && type !== 'str') this.formulasWithoutValue++;
      return;
    }
    const format = this.workbook.formats[style];
    const shown = oneLine(this.show(type, value, format?.code ?? 'General'));
    const isValue = type === 'n' || type === 'd' || type === 'b';
    const row = this.row.number;
    if (this.options.hidden !== undefined) return this.options.hide(this.options.hidden, shown || value);
    const isHidden = this.row.isHidden || this.isHiddenColumn(column) || isNothing(format?.code);
    if (isHidden) return this.options.hide('in hidden rows, columns or cells', shown || value);
    // A format such as "0;0;" shows no zero: nothing is hidden that anyone would miss.
    if (!shown) return;
    if (isInvisible(shown)) return this.options.hide('invisible characters', shown);
    const cell = { column, text: shown, isValue };
    if (format?.isUnreadable) this.unreadable.push({ row, cell });
    else if (this.found.at(-1)?.row === row) this.found.at(-1)!.cells.push(cell);
    else this.found.push({ row, cells: [cell] });
  }

  private show(type: string, value: string, code: string): string {
    switch (type) {
      case 's':
        return this.workbook.strings[Number(value)] ?? '';
      case 'b':
        return isTrue(value) ? 'TRUE' : 'FALSE';
      case 'n': {
        const number = Number(value);
        return Number.isFinite(number) ? showNumber(number, code, this.workbook.countsFrom1904) : value;
      }
      case 'd':
        return value.replace('T', ' ').replace(/ 00:00:00(?:\.0+)?Z?$/, '');
      default:
        return value;
    }
  }

  private isHiddenColumn(column: number): boolean {
    return this.hiddenColumns.some(({ first, last }) => column >= first && column <= last);
  }
}

/** ";;;" shows nothing, whatever the cell holds. */
const isNothing = (code: string | undefined) => code !== undefined && /^\s*;[;\s]*$/.test(code);
const isTrue = (value: string | undefined) => value === '1' || value === 'true';
