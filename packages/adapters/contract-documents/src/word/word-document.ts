import { OfficePackage } from '../package/office-package.ts';
import type { XmlElement } from '../package/xml-element.ts';
import { readParagraphs, type Paragraph } from './paragraph.ts';

/** A part of a DOCX that tells something. */
export interface Story {
  readonly kind: 'body' | 'header' | 'footer' | 'footnote' | 'endnote';
  readonly part: string;
  /** Of a note, its number in the file. */
  readonly id?: string;
  readonly root: XmlElement;
  readonly paragraphs: readonly Paragraph[];
}

/** A DOCX with all its stories: body, notes, headers and footers in the order in which the file names them. */
export class WordDocument {
  readonly archive: OfficePackage;
  readonly main: string;

  constructor(content: Uint8Array, fileName: string) {
    this.archive = OfficePackage.open(content, fileName);
    this.main = this.archive.main;
  }

  get body(): XmlElement {
    return this.archive.tree(this.main);
  }

  /** Read anew at each call: edits move runs about. */
  stories(): Story[] {
    const body = {
      kind: 'body' as const,
      part: this.main,
      root: this.body,
      paragraphs: readParagraphs(this.body),
    };
    const others = this.archive.relations(this.main).flatMap(({ type, target }): Story[] => {
      if (!this.archive.has(target)) return [];
      if (type === 'header' || type === 'footer') {
        const root = this.archive.tree(target);
        return [{ kind: type, part: target, root, paragraphs: readParagraphs(root) }];
      }
      if (type !== 'footnotes' && type !== 'endnotes') return [];
      const kind = type === 'footnotes' ? 'footnote' : 'endnote';
      return this.archive
        .tree(target)
        .elements.filter((note) => note.localName === kind && note.attributes.get('w:type') === undefined)
        .map((root) => ({
          kind,
          part: target,
          id: root.attributes.get('w:id') ?? '',
          root,
          paragraphs: readParagraphs(root),
        }));
    });
    return [body, ...others];
  }

  save(): Uint8Array {
    return this.archive.save();
  }
}
