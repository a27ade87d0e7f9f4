import type { ParsedDocument } from '@groundwork/ingestion';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { DecodedText } from '../decode-text.ts';
import { DocumentBuilder } from '../document-builder.ts';
import { isUnreadable, readHidingRules, whyHidden, type HidingRules } from './hiding-style.ts';
import { flagGuess } from './read-text.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const skipped = new Set(
  'script style template noscript svg math iframe object embed canvas audio video select datalist textarea head'.split(
    ' ',
  ),
);
const inline = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter output progress q rp rt ruby ' +
    's samp small span strike strong sub sup time tt u var wbr nobr button input img'
  ).split(' '),
);

/** What surrounds the text being read. */
interface Scope {
  readonly heading?: number;
  readonly listDepth: number;
  /** Set inside a list item: the number shown before it. */
  readonly item?: { label: string };
  readonly ordered?: { next: number } | undefined;
  readonly isPre: boolean;
  readonly quoteDepth: number;
  readonly hidden?: string;
  readonly ink: string;
  readonly paper: string;
}

/**
 * HTML as a browser would show it without running scripts: headings, paragraphs, lists, tables, preformatted text.
 * What styles or attributes hide is left out and flagged. Walks without recursion, so depth costs no stack.
 */
export function readHtml(
  decoded: DecodedText,
  options: {
    /** Whether quoted blocks begin each line with ">", as mail does in plain text. */
    readonly marksQuotes?: boolean;
  } = {},
): ParsedDocument {
  const builder = new DocumentBuilder();
  flagGuess(builder, decoded);
  const tree = parse(decoded.text);
  const reader = new HtmlReader(builder, readHidingRules(decoded.text), options.marksQuotes ?? false);
  reader.read(tree.childNodes);
  return builder.build({ mediaType: 'text/html', title: reader.title, pages: 1 });
}

/** The encoding that a page declares in its first 1,024 bytes (WHATWG HTML §13.2.3.2). */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1');
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
}

class HtmlReader {
  title: string | undefined;
  private buffer = '';
  private scope: Scope = { listDepth: 0, isPre: false, quoteDepth: 0, ink: 'black', paper: 'white' };
  private table: { rows: string[][] } | undefined;

  constructor(
    private readonly builder: DocumentBuilder,
    private readonly rules: HidingRules,
    private readonly marksQuotes: boolean,
  ) {}

  read(roots: readonly Node[]): void {
    const stack: (Node | (() => void))[] = [...roots].reverse();
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (typeof node === 'function') node();
      else if (node.nodeName === '#text') this.addText((node as DefaultTreeAdapterTypes.TextNode).value);
      else if ('tagName' in node) this.enter(node, stack);
    }
    this.flush();
  }

  private enter(element: Element, stack: (Node | (() => void))[]): void {
    const name = element.tagName;
    if (name === 'head') this.title = textOf(element, 'title');
    if (name === 'br') return void (this.buffer += this.table ? ' ' : '\n');
    if (skipped.has(name)) return;
    const before = this.scope;
    this.scope = this.inside(element, before);
    const isBlock = !inline.has(name) && !this.table;
    if (isBlock) this.flushIn(before);
    const opensTable = name === 'table' && !this.table && isDataTable(element);
    if (opensTable) this.table = { rows: [] };
    if (this.table && name === 'tr') this.table.rows.push([]);
    const isCell = this.table !== undefined && (name === 'td' || name === 'th');
    const isCaption = this.table !== undefined && name === 'caption';
    if (this.table && !isCell && !inline.has(name)) this.buffer += ' ';
    stack.push(() => {
      if (opensTable) this.closeTable();
      else if (isCell) this.closeCell();
      else if (isCaption) this.flush();
      else if (isBlock) this.flush();
      this.scope = before;
    });
    for (let index = element.childNodes.length - 1; index >= 0; index--)
      stack.push(element.childNodes[index]!);
  }

  private inside(element: Element, outer: Scope): Scope {
    const name = element.tagName;
    const level = /^h([1-6])$/.exec(name)?.[1];
    const style = whyHidden(element, this.rules, outer);
    const hidden = outer.hidden ?? style.reason;
    return {
      ...outer,
      ink: style.ink,
      paper: style.paper,
      ...(hidden === undefined ? {} : { hidden }),
      ...(level === undefined ? {} : { heading: Number(level) }),
      ...(name === 'pre' ? { isPre: true } : {}),
      ...(name === 'blockquote' && this.marksQuotes ? { quoteDepth: outer.quoteDepth + 1 } : {}),
      ...(name === 'ul' || name === 'ol'
        ? { listDepth: outer.listDepth + 1, ordered: ordering(element) }
        : {}),
      ...(name === 'li' ? { item: { label: outer.ordered ? numberOf(outer.ordered) : '' } } : {}),
    };
  }

  private addText(value: string): void {
    const { isPre } = this.scope;
    const hidden =
      this.scope.hidden ?? (isUnreadable(this.scope) ? 'in the colour of its background' : undefined);
    if (hidden !== undefined) this.builder.hide(hidden, value.trim().length);
    else this.buffer += isPre && !this.table ? value : value.replace(/[ \t\n\f\r]+/g, ' ');
  }

  private flush(): void {
    this.flushIn(this.scope);
  }

  private flushIn({ heading, item, isPre, listDepth, quoteDepth }: Scope): void {
    const text = isPre
      ? this.buffer
      : this.buffer
          .replace(/ *\n */g, '\n')
          .replace(/ {2,}/g, ' ')
          .trim();
    this.buffer = '';
    if (!text.trim()) return;
    if (quoteDepth > 0) {
      const label = item?.label ?? '';
      if (item) item.label = '';
      this.builder.add({ kind: 'paragraph', text: (label + text).replace(/^/gm, '> '.repeat(quoteDepth)) });
    } else if (isPre) this.builder.add({ kind: 'code', text });
    else if (heading !== undefined)
      this.builder.add({ kind: 'heading', level: heading, text: text.replace(/\n/g, ' ') });
    else if (item) {
      this.builder.add({ kind: 'list-item', level: Math.max(1, listDepth), text: item.label + text });
      // Only the first paragraph of an item carries its number.
      item.label = '';
    } else this.builder.add({ kind: 'paragraph', text });
  }

  private closeCell(): void {
    const row = this.table!.rows.at(-1);
    const text = this.buffer.replace(/\s+/g, ' ').trim();
    this.buffer = '';
    if (row) row.push(text);
    else this.table!.rows.push([text]);
  }

  private closeTable(): void {
    const rows = this.table!.rows.filter((row) => row.some(Boolean)).map((row) => row.join('\t'));
    this.table = undefined;
    this.buffer = '';
    this.builder.add({ kind: 'table', text: rows.join('\n') });
  }
}

function ordering(list: Element): { next: number } | undefined {
  if (list.tagName !== 'ol') return undefined;
  const start = Number.parseInt(attribute(list, 'start') ?? '1', 10);
  return { next: Number.isFinite(start) ? start : 1 };
}

function numberOf(ordered: { next: number }): string {
  return `${ordered.next++}. `;
}

/** A table that lays out a page holds tables or headings, or has a single column or row; its cells are then blocks. */
function isDataTable(table: Element): boolean {
  let rows = 0;
  let cells = 0;
  const stack: Node[] = [...table.childNodes];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!('tagName' in node)) continue;
    if (node.tagName === 'table' || /^(?:h[1-6]|pre|form)$/.test(node.tagName)) return false;
    if (node.tagName === 'tr') rows++;
    if (node.tagName === 'td' || node.tagName === 'th') cells++;
    for (const child of node.childNodes) stack.push(child);
  }
  return rows >= 2 && cells > rows;
}

function textOf(parent: Element, name: string): string | undefined {
  const found = parent.childNodes.find((node): node is Element => 'tagName' in node && node.tagName === name);
  const text = found?.childNodes
    .map((node) => ('value' in node ? node.value : ''))
    .join('')
    .trim();
  return text ? text : undefined;
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}
