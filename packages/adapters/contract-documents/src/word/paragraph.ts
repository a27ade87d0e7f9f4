import type { XmlElement } from '../package/xml-element.ts';

/** One UTF-16 code unit that a reader of the document sees, and where the file holds it. */
export interface Atom {
  readonly sign: string;
  run: XmlElement;
  /** The `w:t`, or the element that stands for the sign: `w:tab`, `w:br`. */
  node: XmlElement;
  /** Offset in the text of a `w:t`. */
  offset: number;
}

/** A paragraph with its visible text, sign by sign. */
export interface Paragraph {
  readonly element: XmlElement;
  readonly atoms: Atom[];
  /** Notes that it refers to, in order. */
  readonly notes: readonly { readonly kind: 'footnote' | 'endnote'; readonly id: string }[];
}

/** No part of what the document says now; the same that the parser of documents passes over. */
const passedOver = new Set([
  'del',
  'moveFrom',
  'delText',
  'instrText',
  'delInstrText',
  'Fallback',
  'sectPr',
  'pPrChange',
  'rPrChange',
  'pPr',
  'rPr',
]);
const signs: Readonly<Record<string, string>> = { br: '\n', cr: '\n', noBreakHyphen: '-' };

/** The paragraphs of a part in the order in which they end, which is that of the parsed text. */
export function readParagraphs(root: XmlElement): Paragraph[] {
  const found: Paragraph[] = [];
  const open: { element: XmlElement; atoms: Atom[]; notes: Paragraph['notes'][number][] }[] = [];
  const visit = (element: XmlElement, run: XmlElement | undefined): void => {
    const { localName } = element;
    if (passedOver.has(localName)) return;
    if (localName === 'p') open.push({ element, atoms: [], notes: [] });
    const paragraph = open.at(-1);
    const inside = localName === 'r' ? element : run;
    if (paragraph && inside) readSign(element, inside, paragraph);
    for (const child of element.elements) visit(child, localName === 'p' ? undefined : inside);
    if (localName === 'p') found.push(open.pop()!);
  };
  visit(root, undefined);
  return found;
}

function readSign(
  node: XmlElement,
  run: XmlElement,
  { atoms, notes }: { atoms: Atom[]; notes: Paragraph['notes'][number][] },
): void {
  const { localName } = node;
  if (localName === 't') {
    const { text } = node;
    for (let offset = 0; offset < text.length; offset++)
      atoms.push({ sign: text[offset]!, run, node, offset });
    return;
  }
  const sign = localName === 'tab' ? (node.parent === run ? '\t' : undefined) : signs[localName];
  if (sign !== undefined) atoms.push({ sign, run, node, offset: 0 });
  const note = /^(footnote|endnote)Reference$/.exec(localName)?.[1];
  if (note === 'footnote' || note === 'endnote')
    notes.push({ kind: note, id: node.attributes.get('w:id') ?? '' });
}

export function textOf({ atoms }: Paragraph): string {
  return atoms.map(({ sign }) => sign).join('');
}
