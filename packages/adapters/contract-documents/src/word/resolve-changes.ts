import type { XmlElement } from '../package/xml-element.ts';
import { WordDocument } from './word-document.ts';

/**
 * The document with every tracked change accepted, or every one refused, as Word does it: for reading what a redline
 * stands for, and for proving that it stands for the right thing.
 */
export function resolveChanges(
  content: Uint8Array,
  how: 'accept' | 'reject',
  options: { readonly fileName: string; readonly author?: string },
): Uint8Array {
  const document = new WordDocument(content, options.fileName);
  for (const { root } of document.stories()) resolveTree(root, how, options.author);
  return document.save();
}

/** Resolves in place; with an `author`, only that one's changes. */
export function resolveTree(root: XmlElement, how: 'accept' | 'reject', author?: string): void {
  const [kept, dropped] = how === 'accept' ? ['ins', 'del'] : ['del', 'ins'];
  const [keptMove, droppedMove] = how === 'accept' ? ['moveTo', 'moveFrom'] : ['moveFrom', 'moveTo'];
  const isOurs = (element: XmlElement) =>
    author === undefined || element.attributes.get('w:author') === author;
  const is = (element: XmlElement, ...names: (string | undefined)[]) =>
    element.name.startsWith('w:') && names.includes(element.localName) && isOurs(element);
  const visit = (element: XmlElement): void => {
    for (const child of [...element.elements]) visit(child);
    if (element.localName === 'tr' && element.child('w:trPr')?.elements.some((each) => is(each, dropped))) {
      const table = element.parent;
      element.remove();
      if (table?.localName === 'tbl' && !table.child('w:tr')) table.remove();
      return;
    }
    if (element.localName === 'trPr') for (const each of element.elements) if (is(each, kept)) each.remove();
    if (element.parent?.localName === 'rPr' || element.parent?.localName === 'trPr') return;
    if (is(element, dropped, droppedMove)) element.remove();
    else if (is(element, kept, keptMove)) {
      if (how === 'reject') restoreText(element);
      element.unwrap();
    } else if (/^(?:moveFrom|moveTo)Range(?:Start|End)$/.test(element.localName)) element.remove();
  };
  visit(root);
  const paragraphs = root.descendants('w:p');
  // From the end, so that a chain of vanishing ends joins into the paragraph that stays.
  for (const paragraph of paragraphs.reverse()) {
    const look = paragraph.child('w:pPr')?.child('w:rPr');
    const mark = look?.elements.find((each) => is(each, dropped, droppedMove));
    look?.elements.filter((each) => is(each, kept, keptMove)).forEach((each) => each.remove());
    if (!mark) continue;
    mark.remove();
    joinNext(paragraph);
  }
}

/** The paragraph's end is gone: its content goes before that of the next, whose properties hold for both. */
function joinNext(paragraph: XmlElement): void {
  const siblings = paragraph.parent?.elements ?? [];
  const next = siblings
    .slice(siblings.indexOf(paragraph) + 1)
    .find(({ name }) => name === 'w:p' || name === 'w:tbl' || name === 'w:sectPr');
  const content = paragraph.elements.filter(({ name }) => name !== 'w:pPr');
  if (next?.name !== 'w:p') {
    // Nothing to join with; an empty last paragraph stays as the container needs one.
    return;
  }
  const properties = next.child('w:pPr');
  next.insert(properties ? properties.index + 1 : 0, ...content);
  paragraph.remove();
}

function restoreText(element: XmlElement): void {
  for (const text of element.descendants('w:delText')) text.name = 'w:t';
  for (const code of element.descendants('w:delInstrText')) code.name = 'w:instrText';
}
