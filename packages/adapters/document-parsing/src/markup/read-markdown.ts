import type { ParsedDocument } from '@groundwork/ingestion';
import type { DecodedText } from '../decode-text.ts';
import { DocumentBuilder } from '../document-builder.ts';
import { readInline } from './markdown-inline.ts';
import { flagGuess } from './read-text.ts';

const fence = /^ {0,3}(`{3,}|~{3,})/;
const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const item = /^(\s*)(?:[-*+]|(\d{1,9}[.)]))[ \t]+(.*)$/;
const delimiterRow = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const rule = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const linkDefinition = /^ {0,3}\[[^\]]+\]:\s+\S+/;

/** Markdown (CommonMark's blocks and GitHub's tables) without its marks: headings, paragraphs, lists, tables, code. */
export function readMarkdown(decoded: DecodedText): ParsedDocument {
  const builder = new DocumentBuilder();
  flagGuess(builder, decoded);
  const source = decoded.text.replace(/\r\n?/g, '\n').replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  const reader = new MarkdownReader(builder, source.split('\n'));
  const title = reader.read();
  return builder.build({ mediaType: 'text/markdown', title, pages: 1 });
}

class MarkdownReader {
  private at = 0;
  private open: string[] = [];
  private openItem: { level: number; label: string; indent: number } | undefined;
  private title: string | undefined;

  constructor(
    private readonly builder: DocumentBuilder,
    private readonly lines: string[],
  ) {}

  /** Returns the title: of the front matter, else the first heading of depth 1. */
  read(): string | undefined {
    this.readFrontMatter();
    while (this.at < this.lines.length) this.readLine(this.lines[this.at]!.replace(/^(?: {0,3}> ?)+/, ''));
    this.close();
    return this.title;
  }

  private readLine(line: string): void {
    const next = this.lines[this.at + 1];
    const heading = atx.exec(line);
    const listItem = item.exec(line);
    if (!line.trim() || linkDefinition.test(line)) this.skip();
    else if (fence.test(line)) this.readFence(line);
    else if (heading) this.addHeading(heading[1]!.length, heading[2] ?? '');
    else if (rule.test(line) && !this.isUnderline(line)) this.skip();
    else if (this.isUnderline(line)) this.closeAsHeading(line.trim().startsWith('=') ? 1 : 2);
    else if (line.includes('|') && next !== undefined && next.includes('-') && delimiterRow.test(next))
      this.readTable();
    else if (listItem) this.startItem(listItem);
    else if (/^(?: {4}|\t)/.test(line) && this.open.length === 0 && !this.openItem) this.readIndented();
    else {
      this.open.push(line.trim());
      this.at++;
    }
  }

  private readFrontMatter(): void {
    if (this.lines[0]?.trim() !== '---') return;
    const end = this.lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
    if (end < 0) return;
    const title = this.lines.slice(1, end).find((line) => /^title\s*:/i.test(line));
    this.title = title?.replace(/^title\s*:\s*/i, '').replace(/^(["'])(.*)\1\s*$/, '$2');
    this.at = end + 1;
  }

  private skip(): void {
    // An indented line after the empty one goes on with the item.
    const next = this.lines[this.at + 1];
    const goesOn = this.openItem && next !== undefined && /^\s{2,}\S/.test(next) && !item.test(next);
    if (!goesOn) this.close();
    this.at++;
  }

  private isUnderline(line: string): boolean {
    return this.open.length > 0 && !this.openItem && /^ {0,3}(?:=+|-+)\s*$/.test(line);
  }

  private closeAsHeading(level: number): void {
    const text = this.open.join(' ');
    this.open = [];
    this.addHeading(level, text);
  }

  private addHeading(level: number, text: string): void {
    this.close();
    const words = readInline(text);
    if (level === 1) this.title ??= words.trim() || undefined;
    this.builder.add({ kind: 'heading', level, text: words });
    this.at++;
  }

  private startItem([, indent, number, text]: RegExpExecArray): void {
    this.close();
    const width = indent!.replace(/\t/g, '    ').length;
    this.openItem = { level: 1 + Math.floor(width / 2), label: number ? `${number} ` : '', indent: width };
    this.open.push(text!);
    this.at++;
  }

  private readFence(line: string): void {
    this.close();
    const mark = fence.exec(line)![1]!;
    const body: string[] = [];
    const closing = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}\\s*$`);
    for (this.at++; this.at < this.lines.length && !closing.test(this.lines[this.at]!); this.at++) {
      body.push(this.lines[this.at]!);
    }
    this.at++;
    this.builder.add({ kind: 'code', text: body.join('\n') });
  }

  private readIndented(): void {
    const body: string[] = [];
    for (; this.at < this.lines.length && /^(?: {4}|\t|\s*$)/.test(this.lines[this.at]!); this.at++) {
      body.push(this.lines[this.at]!.replace(/^(?: {4}|\t)/, ''));
    }
    this.builder.add({ kind: 'code', text: body.join('\n') });
  }

  private readTable(): void {
    this.close();
    const rows: string[] = [];
    for (; this.at < this.lines.length && this.lines[this.at]!.includes('|'); this.at++) {
      const line = this.lines[this.at]!;
      if (rows.length === 1 && delimiterRow.test(line)) continue;
      const cells = line
        .trim()
        .replace(/^\||(?<!\\)\|$/g, '')
        .split(/(?<!\\)\|/);
      rows.push(cells.map((cell) => readInline(cell).trim()).join('\t'));
    }
    this.builder.add({ kind: 'table', text: rows.join('\n') });
  }

  private close(): void {
    if (this.open.length === 0) return void (this.openItem = undefined);
    const text = readInline(this.open.join('\n'));
    this.open = [];
    const { openItem } = this;
    this.openItem = undefined;
    if (openItem) this.builder.add({ kind: 'list-item', level: openItem.level, text: openItem.label + text });
    else this.builder.add({ kind: 'paragraph', text });
  }
}
