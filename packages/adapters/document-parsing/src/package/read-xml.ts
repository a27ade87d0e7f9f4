import { UserError } from '@groundwork/kernel';
import { SaxesParser } from 'saxes';
import type { ZipArchive } from './open-zip.ts';

/** An element of WordprocessingML or its kin: its name without prefix and its attributes by local name. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

export interface XmlHandler {
  open(element: XmlElement): void;
  close(name: string): void;
  text(value: string): void;
}

/** Deeper than any document that a person wrote. */
const deepest = 1_000;

/**
 * Stream one XML part through a handler. A document type is refused before any entity can be declared: Office
 * never writes one (ECMA-376 part 2 §7.2.4), attackers do. Throws `UserError`: `document.unsafe`, `document.broken`.
 */
export function readXml(archive: ZipArchive, part: string, fileName: string, handler: XmlHandler): void {
  const parser = new SaxesParser({ xmlns: false });
  const depth = { now: 0 };
  parser.on('doctype', () => {
    throw new UserError('document.unsafe', `"${fileName}" declares entities in ${part}; it was not read.`);
  });
  parser.on('error', (error) => {
    throw new UserError('document.broken', `"${fileName}" has bad XML in ${part}: ${error.message}`);
  });
  parser.on('opentag', (tag) => {
    if (++depth.now > deepest)
      throw new UserError('document.unsafe', `"${fileName}" is nested too deeply in ${part}.`);
    const attributes = new Map<string, string>();
    // Made without the array that `Object.entries` would be: sheets have millions of elements.
    for (const name in tag.attributes) {
      const value = tag.attributes[name]!;
      // Of `id` and `r:id` the one with a prefix leads to other parts; the bare one is only a number.
      if (name.includes(':') || !attributes.has(name)) attributes.set(localName(name), value);
    }
    handler.open({ name: localName(tag.name), attributes });
  });
  parser.on('closetag', (tag) => {
    depth.now--;
    handler.close(localName(tag.name));
  });
  parser.on('text', (value) => handler.text(value));
  parser.on('cdata', (value) => handler.text(value));
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  archive.read(part, (bytes, isLast) => {
    decoder ??= new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8');
    parser.write(decoder.decode(bytes, { stream: !isLast }));
  });
  parser.close();
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
