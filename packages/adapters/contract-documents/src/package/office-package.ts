import { UserError } from '@groundwork/kernel';
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { element, type XmlElement } from './xml-element.ts';
import { parseXml, writeXml } from './xml-text.ts';

/** What a DOCX may hold when it is opened for writing; larger ones were refused when they were parsed. */
const limits = { bytes: 256 * 2 ** 20, entries: 20_000 };
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Zip entries carry a date: a fixed one, so that the same input makes the same bytes. */
const entryDate = new Date('1980-01-01T00:00:00Z');

export interface PartRelation {
  readonly id: string;
  /** Last segment of its type: `footnotes`, `header`. */
  readonly type: string;
  readonly target: string;
}

/** An Office file whose parts are read and rewritten as trees. Parts that nobody asked for stay byte for byte. */
export class OfficePackage {
  private readonly trees = new Map<string, XmlElement>();

  private constructor(private readonly files: Map<string, Uint8Array>) {}

  /** Throws `UserError`: `document.unsupported`, `document.unsafe`, `document.broken`. */
  static open(content: Uint8Array, fileName: string): OfficePackage {
    if (content[0] !== 0x50 || content[1] !== 0x4b)
      throw new UserError('document.unsupported', `"${fileName}" is no DOCX.`);
    let [bytes, entries] = [0, 0];
    try {
      const files = unzipSync(content, {
        filter: ({ originalSize }) => {
          bytes += originalSize;
          if (bytes > limits.bytes || ++entries > limits.entries)
            throw new UserError('document.unsafe', `"${fileName}" unpacks to more than is read.`);
          return true;
        },
      });
      return new OfficePackage(new Map(Object.entries(files)));
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw new UserError('document.broken', `"${fileName}" cannot be unpacked.`);
    }
  }

  has(part: string): boolean {
    return this.files.has(part);
  }

  bytes(part: string): Uint8Array | undefined {
    return this.files.get(part);
  }

  /** The part as a tree, the same one each time; what is changed in it is written by `save`. */
  tree(part: string): XmlElement {
    const known = this.trees.get(part);
    if (known) return known;
    const bytes = this.files.get(part);
    if (!bytes) throw new UserError('document.broken', `The part ${part} is missing.`);
    const decoder = new TextDecoder(
      bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8',
    );
    const tree = parseXml(decoder.decode(bytes), part);
    this.trees.set(part, tree);
    return tree;
  }

  /** A part that may not be there yet. */
  addPart(part: string, root: XmlElement): void {
    this.files.set(part, new Uint8Array(0));
    this.trees.set(part, root);
  }

  /** The main document of a DOCX. */
  get main(): string {
    const found = this.relations('').find(({ type }) => type === 'officeDocument')?.target;
    if (found === undefined || !this.has(found))
      throw new UserError('document.unsupported', 'The archive holds no document.');
    return found;
  }

  relations(part: string): PartRelation[] {
    const path = relationsPath(part);
    if (!this.has(path)) return [];
    const folder = part.slice(0, part.lastIndexOf('/') + 1);
    return this.tree(path).elements.flatMap(({ localName, attributes }) => {
      const target = attributes.get('Target');
      if (localName !== 'Relationship' || target === undefined || attributes.get('TargetMode') === 'External')
        return [];
      return [
        {
          id: attributes.get('Id') ?? '',
          type: (attributes.get('Type') ?? '').split('/').at(-1)!,
          target: resolve(folder, target),
        },
      ];
    });
  }

  /** A relation of a part to a new one in the same folder, and the content type of that. */
  relate(part: string, type: string, target: string, contentType: string): void {
    const path = relationsPath(part);
    if (!this.has(path))
      this.addPart(
        path,
        element('Relationships', { xmlns: 'http://schemas.openxmlformats.org/package/2006/relationships' }),
      );
    const tree = this.tree(path);
    const ids = new Set(tree.elements.map(({ attributes }) => attributes.get('Id')));
    let number = tree.elements.length + 1;
    while (ids.has(`rId${number}`)) number++;
    tree.append(
      element('Relationship', { Id: `rId${number}`, Type: `${officeRelations}/${type}`, Target: target }),
    );
    const folder = part.slice(0, part.lastIndexOf('/') + 1);
    this.tree('[Content_Types].xml').append(
      element('Override', { PartName: `/${folder}${target}`, ContentType: contentType }),
    );
  }

  save(): Uint8Array {
    for (const [part, tree] of this.trees) this.files.set(part, strToU8(writeXml(tree)));
    // The content types come first: some readers want them there (ECMA-376 part 2 §10.2).
    const names = [...this.files.keys()].sort(
      (a, b) => Number(b === '[Content_Types].xml') - Number(a === '[Content_Types].xml'),
    );
    const packed: Zippable = {};
    for (const name of names) packed[name] = [this.files.get(name)!, { mtime: entryDate }];
    return zipSync(packed);
  }

  /** The bytes of a part as text; for parts that are looked at, not changed. */
  peek(part: string): string {
    return strFromU8(this.files.get(part) ?? new Uint8Array(0));
  }
}

function relationsPath(part: string): string {
  const slash = part.lastIndexOf('/');
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const segments: string[] = [];
  for (const segment of `${folder}${target}`.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}
