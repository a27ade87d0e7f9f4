import type { DocumentBuilder } from '../document-builder.ts';
import type { ZipArchive } from '../package/open-zip.ts';
import { readRelationships } from '../package/read-relationships.ts';
import { nodeAt, readXmlTree, type XmlNode } from '../package/read-xml-tree.ts';
import { toLine, toTable } from '../spreadsheet/grid.ts';
import { inReadingOrder } from './reading-order.ts';
import { partFinder, readFrame, type FrameContent } from './slide-frame.ts';
import type { SlideLayouts } from './slide-layout.ts';
import { shapesOf, type Shape } from './slide-shapes.ts';
import { readParagraphs, solidColour, type SlideParagraph } from './slide-text.ts';

export interface SlideSource {
  readonly archive: ZipArchive;
  readonly fileName: string;
  readonly builder: DocumentBuilder;
  readonly layouts: SlideLayouts;
  readonly part: string;
  readonly page: number;
}

/** Date, footer and number repeat on every slide and say nothing of this one. */
const margins = new Set(['dt', 'ftr', 'sldNum', 'hdr', 'sldImg']);
const titles = new Set(['title', 'ctrTitle']);

/** Read one slide into Blocks. Throws `UserError` where its part is broken. */
export function readSlide(source: SlideSource): void {
  const { archive, fileName, part, page, builder } = source;
  const slide = readXmlTree(archive, part, fileName).children[0];
  const isHidden = ['0', 'false'].includes(slide?.attributes.get('show') ?? '');
  const reader = new SlideReader(source, isHidden ? 'on a hidden slide' : undefined);
  const tree = nodeAt(slide, 'cSld', 'spTree');
  if (tree) reader.readShapes(shapesOf(tree), solidColour(nodeAt(slide, 'cSld', 'bg', 'bgPr', 'solidFill')));
  const notes = reader.relations.find(({ type }) => type === 'notesSlide')?.target;
  const notesTree =
    notes === undefined
      ? undefined
      : nodeAt(readXmlTree(archive, notes, fileName).children[0], 'cSld', 'spTree');
  const spoken = notesTree
    ? shapesOf(notesTree).filter(({ placeholder }) => placeholder?.type === 'body')
    : [];
  const paragraphs = spoken.flatMap((shape) => reader.paragraphsOf(shape, undefined));
  if (paragraphs.length === 0) return;
  if (isHidden) return builder.hide('on a hidden slide', paragraphs.join('').length, page);
  builder.add({ kind: 'heading', level: 2, text: 'Notes', page });
  for (const { text } of paragraphs) builder.add({ kind: 'paragraph', text, page });
}

class SlideReader {
  readonly relations;
  private readonly layout: string | undefined;

  constructor(
    private readonly source: SlideSource,
    private readonly hidden: string | undefined,
  ) {
    const { archive, part, fileName } = source;
    this.relations = readRelationships(archive, part, fileName).filter(({ target }) => archive.has(target));
    this.layout = this.relations.find(({ type }) => type === 'slideLayout')?.target;
  }

  readShapes(shapes: readonly Shape[], ground: ReturnType<typeof solidColour>): void {
    const shown = shapes.filter(({ placeholder }) => !margins.has(placeholder?.type ?? ''));
    const isTitle = ({ placeholder }: Shape) => titles.has(placeholder?.type ?? '');
    for (const shape of shown.filter(isTitle)) this.readTitle(shape, ground);
    this.readInOrder(
      shown.filter((shape) => !isTitle(shape)),
      ground,
    );
  }

  paragraphsOf(shape: Shape, ground: ReturnType<typeof solidColour>): SlideParagraph[] {
    const { builder, layouts, page } = this.source;
    const { listStyles } = layouts.inherit(shape, this.layout);
    const type = shape.placeholder?.type;
    return readParagraphs(nodeAt(shape.node, 'txBody'), {
      hide: (reason, characters) => builder.hide(reason, characters, page),
      ground: solidColour(nodeAt(shape.node, 'spPr', 'solidFill')) ?? ground,
      listStyles,
      isListed: type === 'body' || type === 'obj',
    });
  }

  private readTitle(shape: Shape, ground: ReturnType<typeof solidColour>): void {
    const text = this.paragraphsOf(shape, ground).map((paragraph) => paragraph.text);
    this.add(shape, { kind: 'heading', level: 1, text: text.join(' ').replace(/\s+/g, ' ') });
  }

  private readInOrder(shapes: readonly Shape[], ground: ReturnType<typeof solidColour>): void {
    const placeOf = (shape: Shape) => shape.place ?? this.source.layouts.inherit(shape, this.layout).place;
    for (const shape of inReadingOrder(shapes, placeOf)) {
      if (shape.kind === 'group') {
        const members = shape.members.map((member) =>
          shape.hidden ? { ...member, hidden: shape.hidden } : member,
        );
        this.readInOrder(members, ground);
      } else if (shape.kind === 'frame') this.readFrame(shape, ground);
      else {
        for (const { text, listLevel } of this.paragraphsOf(shape, ground)) {
          if (listLevel === undefined) this.add(shape, { kind: 'paragraph', text });
          else this.add(shape, { kind: 'list-item', level: listLevel, text });
        }
      }
    }
  }

  private readFrame(shape: Shape, ground: ReturnType<typeof solidColour>): void {
    const { archive, fileName } = this.source;
    const content: FrameContent = readFrame(shape.node, {
      partOf: partFinder(this.relations, (part) => readXmlTree(archive, part, fileName)),
      cellText: (body) => this.oneLine(body, ground),
    });
    if (content.title) this.add(shape, { kind: 'paragraph', text: content.title });
    if (content.rows) {
      const lines = content.rows.filter((row) => row.some(Boolean)).map(toLine);
      this.add(shape, { kind: 'table', text: toTable(lines) });
    }
    for (const text of content.items ?? []) this.add(shape, { kind: 'list-item', level: 1, text });
  }

  private oneLine(body: XmlNode | undefined, ground: ReturnType<typeof solidColour>): string {
    const { builder, page } = this.source;
    const paragraphs = readParagraphs(body, {
      hide: (reason, characters) => builder.hide(reason, characters, page),
      ground,
      listStyles: [],
      isListed: false,
    });
    return paragraphs
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' ');
  }

  private add(
    shape: Shape,
    block: { kind: 'heading' | 'paragraph' | 'list-item' | 'table'; level?: number; text: string },
  ): void {
    const { builder, page } = this.source;
    const reason = this.hidden ?? shape.hidden;
    if (reason === undefined) builder.add({ ...block, page });
    else builder.hide(reason, block.text.trim().length, page);
  }
}
