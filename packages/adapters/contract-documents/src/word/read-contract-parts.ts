import { createHash } from 'node:crypto';
import type { ContractPart, ContractText } from '@groundwork/review';
import type { XmlElement } from '../package/xml-element.ts';
import { mapText } from './map-text.ts';
import { textOf, type Paragraph } from './paragraph.ts';
import { WordDocument, type Story } from './word-document.ts';

/**
 * Everything a DOCX holds beside its running text: headers, footers, notes, text boxes, comments, pending changes and
 * images. `contract` is what the parser made of the same file; parts that its text holds say where. Throws `UserError`
 * (`document.*`).
 */
export function readContractParts(
  content: Uint8Array,
  contract: ContractText,
  fileName: string,
): ContractPart[] {
  const document = new WordDocument(content, fileName);
  const stories = document.stories();
  const { spans } = mapText(contract, stories);
  const around = (paragraphs: readonly Paragraph[]) => {
    const found = paragraphs.flatMap((paragraph) => spans.get(paragraph) ?? []);
    return found.length === 0
      ? {}
      : {
          span: wholeBlocks(
            contract,
            Math.min(...found.map(({ start }) => start)),
            Math.max(...found.map(({ end }) => end)),
          ),
        };
  };
  return [
    ...stories.flatMap((story) => storyPart(story, around(story.paragraphs))),
    ...textBoxes(document.body, stories[0]!.paragraphs).map(({ name, paragraphs }) => ({
      kind: 'text-box' as const,
      name,
      text: paragraphs.map(textOf).join('\n').trim(),
      ...around(paragraphs),
    })),
    ...stories.flatMap(pendingChanges),
    ...comments(document),
    ...images(document),
  ].filter(({ kind, text }) => kind === 'image' || text !== '');
}

/** The Blocks that hold the stretch, with the labels that belong to them. */
function wholeBlocks({ blocks }: ContractText, start: number, end: number): { start: number; end: number } {
  const held = blocks.filter(({ span }) => span.start < end && span.end > start);
  return { start: held[0]?.span.start ?? start, end: held.at(-1)?.span.end ?? end };
}

function storyPart({ kind, part, id, paragraphs }: Story, place: Pick<ContractPart, 'span'>): ContractPart[] {
  if (kind === 'body') return [];
  const name = id === undefined ? part : `${part}, note ${id}`;
  return [{ kind, name, text: paragraphs.map(textOf).join('\n').trim(), ...place }];
}

function textBoxes(
  body: XmlElement,
  paragraphs: readonly Paragraph[],
): { name: string; paragraphs: Paragraph[] }[] {
  const boxes = new Map<XmlElement, Paragraph[]>();
  for (const paragraph of paragraphs) {
    let above = paragraph.element.parent;
    while (above && above.localName !== 'txbxContent') above = above.parent;
    if (above) boxes.set(above, [...(boxes.get(above) ?? []), paragraph]);
  }
  void body;
  return [...boxes.values()].map((inside, index) => ({ name: `text box ${index + 1}`, paragraphs: inside }));
}

const changeNames: Readonly<Record<string, ContractPart['kind']>> = {
  'w:ins': 'tracked-insertion',
  'w:moveTo': 'tracked-insertion',
  'w:del': 'tracked-deletion',
  'w:moveFrom': 'tracked-deletion',
};

/** Insertions and deletions that nobody has accepted or refused yet, each with who made it and when. */
function pendingChanges({ root, part }: Story): ContractPart[] {
  const found: ContractPart[] = [];
  const visit = (element: XmlElement): void => {
    const kind = changeNames[element.name];
    if (kind && element.parent?.name !== 'w:rPr') {
      const text = changedText(element);
      const [author, date] = [element.attributes.get('w:author'), element.attributes.get('w:date')];
      const last = found.at(-1);
      const isMore = last?.kind === kind && last.author === author && last.date === date && follows(element);
      if (isMore) found[found.length - 1] = { ...last, text: last.text + text };
      else if (text !== '')
        found.push({
          kind,
          name: part,
          text,
          ...(author !== undefined && { author }),
          ...(date !== undefined && { date }),
        });
    }
    if (element.name !== 'mc:Fallback') for (const child of element.elements) visit(child);
  };
  visit(root);
  return found;
}

/** Whether a change goes on from the one before it, as Word cuts one where the look changes. */
function follows(element: XmlElement): boolean {
  const before = element.parent?.children[element.index - 1];
  return typeof before === 'object' && before.name === element.name;
}

function changedText(element: XmlElement): string {
  if (/^w:(?:t|delText)$/.test(element.name)) return element.text;
  if (element.name === 'w:tab' || element.name === 'w:br') return ' ';
  return element.elements.map(changedText).join('');
}

function comments({ archive, main }: WordDocument): ContractPart[] {
  const part = archive.relations(main).find(({ type }) => type === 'comments')?.target;
  if (part === undefined || !archive.has(part)) return [];
  return archive
    .tree(part)
    .descendants('w:comment')
    .map((comment) => {
      const [author, date] = [comment.attributes.get('w:author'), comment.attributes.get('w:date')];
      return {
        kind: 'comment',
        name: `${part}, comment ${comment.attributes.get('w:id') ?? ''}`,
        text: comment.descendants('w:p').map(changedText).join('\n').trim(),
        ...(author !== undefined && { author }),
        ...(date !== undefined && { date }),
      };
    });
}

function images({ archive, main }: WordDocument): ContractPart[] {
  return archive
    .relations(main)
    .filter(({ type, target }) => type === 'image' && archive.has(target))
    .map(({ target }) => ({
      kind: 'image',
      name: target,
      text: target.slice(target.lastIndexOf('/') + 1),
      digest: createHash('sha256').update(archive.bytes(target)!).digest('hex'),
    }));
}
