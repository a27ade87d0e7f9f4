import type { ZipArchive } from '../package/open-zip.ts';
import { readRelationships } from '../package/read-relationships.ts';
import { nodeAt, readXmlTree, type XmlNode } from '../package/read-xml-tree.ts';
import { shapesOf, type Shape } from './slide-shapes.ts';
import type { Place } from './reading-order.ts';

/** What a slide takes over from its layout and master: where placeholders lie and how their lists look. */
export interface Inherited {
  readonly place?: Place;
  readonly listStyles: readonly XmlNode[];
}

/** Looks up the placeholders that slides fill; layouts and masters are read once. */
export class SlideLayouts {
  private readonly parts = new Map<
    string,
    { readonly shapes: readonly Shape[]; readonly above: string | undefined }
  >();

  constructor(
    private readonly archive: ZipArchive,
    private readonly fileName: string,
  ) {}

  /** From the layout first, then from the master; by index where there is one, else by what is held. */
  inherit({ placeholder }: Shape, layout: string | undefined): Inherited {
    const found: Shape[] = [];
    for (let part = layout; placeholder && part !== undefined && found.length < 2;) {
      const { shapes, above } = this.read(part);
      const match =
        shapes.find((shape) => placeholder.index !== '' && shape.placeholder?.index === placeholder.index) ??
        shapes.find((shape) => shape.placeholder && sameKind(shape.placeholder.type, placeholder.type));
      if (match) found.push(match);
      part = above === part ? undefined : above;
    }
    const place = found.find((shape) => shape.place)?.place;
    return {
      ...(place ? { place } : {}),
      listStyles: found.flatMap((shape) => nodeAt(shape.node, 'txBody', 'lstStyle') ?? []),
    };
  }

  private read(part: string): { readonly shapes: readonly Shape[]; readonly above: string | undefined } {
    const known = this.parts.get(part);
    if (known) return known;
    const tree = nodeAt(readXmlTree(this.archive, part, this.fileName).children[0], 'cSld', 'spTree');
    const above = readRelationships(this.archive, part, this.fileName).find(
      ({ type, target }) => type === 'slideMaster' && this.archive.has(target),
    );
    const read = { shapes: tree ? shapesOf(tree) : [], above: above?.target };
    this.parts.set(part, read);
    return read;
  }
}

const sameKind = (left: string, right: string) => kindOf(left) === kindOf(right);

/** A slide's centred title fills a master's title; a plain object its body. */
function kindOf(type: string): string {
  if (type === 'ctrTitle') return 'title';
  return type === 'obj' || type === 'subTitle' ? 'body' : type;
}
