import type { DocumentBuilder } from '../document-builder.ts';
import type { XmlElement, XmlHandler } from '../package/read-xml.ts';
import { whyInvisible, withProperty, type RunLook } from './run-look.ts';
import type { WordNumbering } from './word-numbering.ts';
import type { WordStyle } from './word-styles.ts';

export interface WordContext {
  readonly builder: DocumentBuilder;
  readonly styles: ReadonlyMap<string, WordStyle>;
  readonly numbering: WordNumbering;
  /** Notes by id, put after the paragraph that refers to them. */
  readonly footnotes: ReadonlyMap<string, string>;
  readonly endnotes: ReadonlyMap<string, string>;
}

interface Paragraph {
  text: string;
  styleId?: string;
  outline?: number;
  numId?: string;
  numLevel?: number;
  /** The look that direct paragraph properties give, and shading behind the paragraph. */
  paper?: string;
  notes: string[];
}

interface Table {
  rows: string[][];
  /** Shading of the cell that is being read; `undefined` where a table style may give it. */
  cellPaper: string | undefined;
  hasStyle: boolean;
  /** Text of the open cell. */
  cell: string[] | undefined;
}

/** Elements whose text is no part of what the document says now: deletions, moves away, field codes, fallbacks. */
const passedOver = new Set([
  'del',
  'moveFrom',
  'delText',
  'instrText',
  'Fallback',
  'sectPr',
  'pPrChange',
  'rPrChange',
]);

/** Turns the body of a WordprocessingML part into Blocks (ECMA-376 part 1 §17.2 to §17.4). */
export class WordBody implements XmlHandler {
  private readonly paragraphs: Paragraph[] = [];
  private readonly tables: Table[] = [];
  private look: RunLook = {};
  private inText = false;
  private ignored = 0;
  private readonly path: string[] = [];

  constructor(private readonly context: WordContext) {}

  open(element: XmlElement): void {
    const { name, attributes } = element;
    this.path.push(name);
    if (passedOver.has(name)) this.ignored++;
    if (this.ignored > 0) return;
    const paragraph = this.paragraphs.at(-1);
    switch (name) {
      case 'p':
        return void this.paragraphs.push({ text: '', notes: [] });
      case 'r':
        this.look = {};
        return;
      case 't':
        this.inText = true;
        return;
      case 'tab':
        if (this.isInRun()) this.write('\t');
        return;
      case 'br':
      case 'cr':
        return this.write('\n');
      case 'noBreakHyphen':
        return this.write('-');
      case 'footnoteReference':
        return void paragraph?.notes.push(this.context.footnotes.get(attributes.get('id') ?? '') ?? '');
      case 'endnoteReference':
        return void paragraph?.notes.push(this.context.endnotes.get(attributes.get('id') ?? '') ?? '');
      case 'tbl':
        return void this.tables.push({ rows: [], cellPaper: undefined, hasStyle: false, cell: undefined });
      default:
        this.openProperty(element, paragraph);
    }
  }

  close(name: string): void {
    this.path.pop();
    if (passedOver.has(name)) {
      this.ignored--;
      return;
    }
    if (this.ignored > 0) return;
    if (name === 't') this.inText = false;
    else if (name === 'p') this.closeParagraph();
    else if (name === 'tc') this.closeCell();
    else if (name === 'tbl') this.closeTable();
  }

  text(value: string): void {
    if (this.inText && this.ignored === 0) this.write(value);
  }

  private openProperty(element: XmlElement, paragraph: Paragraph | undefined): void {
    const { name, attributes } = element;
    const value = attributes.get('val');
    const table = this.tables.at(-1);
    const parent = this.path.at(-2);
    if (parent === 'rPr' && this.path.at(-3) === 'r') {
      if (name === 'rStyle') this.look = { ...this.styleOf(value)?.look, ...this.look };
      else this.look = withProperty(this.look, element);
    } else if (parent === 'pPr' && paragraph) {
      if (name === 'pStyle' && value !== undefined) paragraph.styleId = value;
      else if (name === 'outlineLvl') paragraph.outline = Number(value);
      else if (name === 'shd') setIfShaded(attributes.get('fill'), (fill) => (paragraph.paper = fill));
    } else if (parent === 'numPr' && paragraph && value !== undefined) {
      if (name === 'numId') paragraph.numId = value;
      else if (name === 'ilvl') paragraph.numLevel = Number(value);
    } else if (table && name === 'tblStyle') table.hasStyle = true;
    else if (table && name === 'tr') table.rows.push([]);
    else if (table && name === 'tc') {
      table.cell = [];
      table.cellPaper = table.hasStyle ? undefined : 'FFFFFF';
    } else if (table && name === 'shd' && parent === 'tcPr') {
      setIfShaded(attributes.get('fill'), (fill) => (table.cellPaper = fill));
    }
  }

  private isInRun(): boolean {
    return this.path.at(-2) === 'r';
  }

  private write(text: string): void {
    const paragraph = this.paragraphs.at(-1);
    if (!paragraph) return;
    const look = { ...this.styleOf(paragraph.styleId)?.look, ...this.look };
    const table = this.tables.at(-1);
    const paper = paragraph.paper ?? (table ? table.cellPaper : 'FFFFFF');
    const reason = whyInvisible(look, paper);
    if (reason === undefined) paragraph.text += text;
    else this.context.builder.hide(reason, text.trim().length);
  }

  private closeParagraph(): void {
    const paragraph = this.paragraphs.pop();
    if (!paragraph) return;
    const cell = this.tables.at(-1)?.cell;
    const style = this.styleOf(paragraph.styleId);
    const numId = paragraph.numId ?? style?.numId;
    const depth = paragraph.numLevel ?? style?.numLevel ?? 0;
    const hasText = paragraph.text.trim() !== '';
    // Word numbers empty paragraphs too, except those that switch numbering off with the list 0.
    const label =
      numId === undefined || numId === '0' ? undefined : this.context.numbering.label(numId, depth);
    const text = hasText && label?.text ? `${label.text} ${paragraph.text.trim()}` : paragraph.text.trim();
    if (cell) cell.push(text, ...paragraph.notes);
    else {
      this.addBlock(text, paragraph, style, label === undefined ? undefined : depth);
      for (const note of paragraph.notes) this.context.builder.add({ kind: 'paragraph', text: note });
    }
  }

  private addBlock(
    text: string,
    paragraph: Paragraph,
    style: WordStyle | undefined,
    listDepth: number | undefined,
  ): void {
    const { builder } = this.context;
    const direct = paragraph.outline;
    const level =
      direct !== undefined && direct <= 8 ? direct + 1 : direct === 9 ? undefined : style?.headingLevel;
    if (level !== undefined) builder.add({ kind: 'heading', level, text });
    else if (listDepth !== undefined) builder.add({ kind: 'list-item', level: listDepth + 1, text });
    else builder.add({ kind: 'paragraph', text });
  }

  private closeCell(): void {
    const table = this.tables.at(-1);
    if (!table?.cell) return;
    const text = table.cell.filter(Boolean).join(' ').replace(/\s+/g, ' ').trim();
    table.rows.at(-1)?.push(text);
    table.cell = undefined;
  }

  private closeTable(): void {
    const table = this.tables.pop();
    if (!table) return;
    const rows = table.rows.filter((row) => row.some(Boolean));
    const outer = this.tables.at(-1)?.cell;
    const isSingleColumn = rows.every((row) => row.length < 2);
    if (outer) outer.push(...rows.map((row) => row.filter(Boolean).join(', ')));
    else if (isSingleColumn)
      for (const row of rows) this.context.builder.add({ kind: 'paragraph', text: row.join(' ') });
    else this.context.builder.add({ kind: 'table', text: rows.map((row) => row.join('\t')).join('\n') });
  }

  private styleOf(id: string | undefined): WordStyle | undefined {
    return id === undefined ? undefined : this.context.styles.get(id);
  }
}

function setIfShaded(fill: string | undefined, set: (fill: string) => void): void {
  if (fill !== undefined && fill !== 'auto') set(fill);
}
