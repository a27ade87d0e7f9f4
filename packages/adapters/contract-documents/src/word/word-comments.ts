import { element, type XmlElement } from '../package/xml-element.ts';
import { splitBefore, type Tracker } from './track-change.ts';
import type { Paragraph } from './paragraph.ts';
import type { WordDocument } from './word-document.ts';

const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const contentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml';

/** A stretch of one or more paragraphs that a comment is about. */
export interface CommentRange {
  readonly from: { readonly paragraph: Paragraph; readonly index: number };
  /** The last atom, included. */
  readonly to: { readonly paragraph: Paragraph; readonly index: number };
}

/** The comments of a document that is being written; the part is made when the first comment comes. */
export class WordComments {
  private nextId: number | undefined;

  constructor(
    private readonly document: WordDocument,
    private readonly tracker: Tracker,
  ) {}

  /** Anchors a comment on a range; on the whole paragraph where that has no text. */
  add(range: CommentRange, lines: readonly string[]): void {
    const root = this.root();
    const id = String(this.nextId!++);
    const { author, date } = this.tracker;
    const initials = author.replace(/[^\p{Lu}\p{Script=Han}]/gu, '').slice(0, 3) || author.slice(0, 1);
    root.append(
      element(
        'w:comment',
        { 'w:id': id, 'w:author': author, 'w:date': date, 'w:initials': initials },
        ...lines.map((line) =>
          element('w:p', {}, element('w:r', {}, element('w:t', { 'xml:space': 'preserve' }, line))),
        ),
      ),
    );
    const { from, to } = range;
    const start = element('w:commentRangeStart', { 'w:id': id });
    const end = element('w:commentRangeEnd', { 'w:id': id });
    const mark = element('w:r', {}, element('w:commentReference', { 'w:id': id }));
    if (to.index + 1 < to.paragraph.atoms.length) splitBefore(to.paragraph, to.index + 1);
    const last = to.paragraph.atoms[to.index];
    const after = last ? directChild(to.paragraph.element, last.run) : to.paragraph.element.elements.at(-1);
    to.paragraph.element.insert(after ? after.index + 1 : 0, end, mark);
    const first = from.paragraph.atoms[from.index];
    const before = first
      ? directChild(from.paragraph.element, splitBefore(from.paragraph, from.index))
      : undefined;
    const properties = from.paragraph.element.child('w:pPr');
    from.paragraph.element.insert(before ? before.index : properties ? properties.index + 1 : 0, start);
  }

  private root(): XmlElement {
    const { archive, main } = this.document;
    const known = archive.relations(main).find(({ type }) => type === 'comments')?.target;
    if (known !== undefined && archive.has(known)) {
      const root = archive.tree(known);
      const ids = root.descendants('w:comment').map(({ attributes }) => Number(attributes.get('w:id')) || 0);
      this.nextId ??= Math.max(-1, ...ids) + 1;
      return root;
    }
    const root = element('w:comments', { 'xmlns:w': wordNamespace });
    archive.addPart(`${main.slice(0, main.lastIndexOf('/') + 1)}comments.xml`, root);
    archive.relate(main, 'comments', 'comments.xml', contentType);
    this.nextId = 0;
    return root;
  }
}

/** Comments are anchored between the children of a paragraph, never inside a link or somebody's change. */
function directChild(paragraph: XmlElement, inside: XmlElement): XmlElement {
  let at = inside;
  while (at.parent && at.parent !== paragraph) at = at.parent;
  return at;
}
