import { UserError } from '@groundwork/kernel';
import { SaxesParser } from 'saxes';
import { XmlElement } from './xml-element.ts';

/** The namespace of WordprocessingML, transitional and strict (ECMA-376 part 1 and 4). */
const wordNamespaces = new Set([
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
]);
const deepest = 1_000;

/**
 * A part as a tree. Whatever prefix the writer chose for WordprocessingML is `w` from here on. Throws `UserError`
 * (`document.unsafe`, `document.broken`); a document type is refused before any entity can be declared.
 */
export function parseXml(xml: string, part: string): XmlElement {
  const parser = new SaxesParser({ xmlns: false });
  let root: XmlElement | undefined;
  let open: XmlElement | undefined;
  let prefix = 'w';
  let depth = 0;
  const renamed = (name: string) => {
    if (prefix === 'w') return name;
    if (name === `xmlns:${prefix}`) return 'xmlns:w';
    return name.startsWith(`${prefix}:`) ? `w:${name.slice(prefix.length + 1)}` : name;
  };
  parser.on('doctype', () => {
    throw new UserError('document.unsafe', `${part} declares entities; it was not read.`);
  });
  parser.on('error', (error) => {
    throw new UserError('document.broken', `${part} holds bad XML: ${error.message}`);
  });
  parser.on('opentag', (tag) => {
    if (++depth > deepest) throw new UserError('document.unsafe', `${part} is nested too deeply.`);
    const attributes = Object.entries(tag.attributes);
    if (!root)
      prefix =
        attributes
          .find(([name, value]) => name.startsWith('xmlns:') && wordNamespaces.has(value))?.[0]
          .slice(6) ?? 'w';
    const element = new XmlElement(
      renamed(tag.name),
      new Map(attributes.map(([name, value]) => [renamed(name), value])),
    );
    if (open) open.append(element);
    else root = element;
    open = element;
  });
  parser.on('closetag', () => {
    depth--;
    open = open?.parent;
  });
  const write = (text: string) => void open?.children.push(text);
  parser.on('text', write);
  parser.on('cdata', write);
  parser.write(xml).close();
  if (!root) throw new UserError('document.broken', `${part} is empty.`);
  return root;
}

/** The part's bytes as Office expects them. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${write(root)}`;
}

function write({ name, attributes, children }: XmlElement): string {
  const list = [...attributes].map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`).join('');
  if (children.length === 0) return `<${name}${list}/>`;
  const content = children
    .map((child) => (typeof child === 'string' ? escapeXml(child) : write(child)))
    .join('');
  return `<${name}${list}>${content}</${name}>`;
}

/** Characters that XML 1.0 has no place for (§2.2) go: one would make the whole file unreadable. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

export function escapeAttribute(text: string): string {
  return escapeXml(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}
