import { element, type XmlElement } from '../package/xml-element.ts';
import { readParagraphs, textOf } from './paragraph.ts';
import { resolveTree } from './resolve-changes.ts';
import {
  makeRun,
  openTracker,
  trackDeletion,
  trackInsertion,
  trackMark,
  trackRow,
  type Tracker,
} from './track-change.ts';
import { pairInOrder, wordDifferences } from './word-differences.ts';
import { WordDocument, type Story } from './word-document.ts';

export interface VersionsInput {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly fileName: string;
  readonly author: string;
  readonly date: Date;
}

export interface VersionRedline {
  readonly content: Uint8Array;
  /** Paragraphs and rows that were changed, inserted or deleted. */
  readonly edits: number;
  /** Changes of either file that were pending; the redline is between the texts with them accepted. */
  readonly acceptedBefore: number;
  /** What differs and could not be written as a tracked change, for people. */
  readonly unapplied: readonly string[];
}

/**
 * The old DOCX with tracked changes that lead to the new one: accepting all gives the new text, refusing all the old.
 * Body, tables, headers, footers and notes. Throws `UserError` (`document.*`) for files that are no DOCX.
 */
export function redlineVersions(input: VersionsInput): VersionRedline {
  const before = new WordDocument(input.before, input.fileName);
  const after = new WordDocument(input.after, input.fileName);
  const [old, fresh] = [before.stories(), after.stories()];
  let acceptedBefore = 0;
  for (const { root } of [...old, ...fresh]) {
    acceptedBefore += ['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo'].reduce(
      (sum, name) => sum + root.descendants(name).length,
      0,
    );
    resolveTree(root, 'accept');
  }
  const tracker = openTracker([...new Set(old.map(({ root }) => root))], input.author, input.date);
  const writer = new VersionWriter(tracker);
  for (const [left, right] of pairStories(before.stories(), after.stories())) {
    if (left && right)
      writer.compare(
        blocksOf(contentOf(left.root)),
        blocksOf(contentOf(right.root)),
        contentOf(left.root),
        left.part,
      );
    else {
      const only = (left ?? right)!;
      const says = only.paragraphs.map(textOf).join(' ').trim();
      if (says !== '')
        writer.unapplied.push(
          `${only.part}: only in the ${left ? 'old' : 'new'} file: "${says.slice(0, 80)}"`,
        );
    }
  }
  return { content: before.save(), edits: writer.edits, acceptedBefore, unapplied: writer.unapplied };
}

function contentOf(root: XmlElement): XmlElement {
  return root.child('w:body') ?? root;
}

/** Headers, footers and notes pair by kind and order among those that say something. */
function pairStories(
  before: readonly Story[],
  after: readonly Story[],
): [Story | undefined, Story | undefined][] {
  const kinds: readonly Story['kind'][] = ['body', 'header', 'footer', 'footnote', 'endnote'];
  return kinds.flatMap((kind) => {
    const of = (stories: readonly Story[]) =>
      stories.filter(
        (story) =>
          story.kind === kind &&
          (kind === 'body' || story.paragraphs.some((each) => textOf(each).trim() !== '')),
      );
    const [left, right] = [of(before), of(after)];
    return Array.from(
      { length: Math.max(left.length, right.length) },
      (_, index): [Story | undefined, Story | undefined] => [left[index], right[index]],
    );
  });
}

/** Paragraphs and tables of a container; what content controls hold counts as the container's own. */
function blocksOf(container: XmlElement): XmlElement[] {
  return container.elements.flatMap((child) => {
    if (child.name === 'w:p' || child.name === 'w:tbl') return [child];
    if (child.name === 'w:sdt') return blocksOf(child.child('w:sdtContent') ?? child);
    return child.name === 'w:customXml' || child.name === 'w:smartTag' ? blocksOf(child) : [];
  });
}

function ownText(paragraph: XmlElement): string {
  return textOf(readParagraphs(paragraph).at(-1)!);
}

function plainText(block: XmlElement): string {
  return readParagraphs(block).map(textOf).join('\n');
}

class VersionWriter {
  edits = 0;
  readonly unapplied: string[] = [];

  constructor(private readonly tracker: Tracker) {}

  compare(
    before: readonly XmlElement[],
    after: readonly XmlElement[],
    container: XmlElement,
    where: string,
  ): void {
    const key = (block: XmlElement) => `${block.name === 'w:tbl' ? '\u0001' : ''}${plainText(block)}`;
    const pairs = this.withEndPaired(pairInOrder(before.map(key), after.map(key)), before, after);
    let last: XmlElement | undefined;
    for (const [x, y] of pairs) {
      const [old, fresh] = [x === undefined ? undefined : before[x], y === undefined ? undefined : after[y]];
      if (old && fresh && old.name === fresh.name) {
        if (old.name === 'w:tbl') this.compareTables(old, fresh, where);
        else this.compareParagraphs(old, fresh, where);
        last = old;
        continue;
      }
      if (old) {
        this.deleteBlock(old);
        last = old;
      }
      if (fresh) last = this.insertBlock(fresh, last, container);
    }
  }

  /** A last paragraph cannot vanish: where another takes its place, it becomes that one. */
  private withEndPaired(
    pairs: [number | undefined, number | undefined][],
    before: readonly XmlElement[],
    after: readonly XmlElement[],
  ): [number | undefined, number | undefined][] {
    const left = pairs.findLastIndex(([x]) => x !== undefined);
    const right = pairs.findLastIndex(([, y]) => y !== undefined);
    const [x, y] = [pairs[left]?.[0], pairs[right]?.[1]];
    if (
      left === right ||
      x === undefined ||
      y === undefined ||
      pairs[left]![1] !== undefined ||
      pairs[right]![0] !== undefined
    )
      return pairs;
    if (before[x]!.name !== 'w:p' || after[y]!.name !== 'w:p') return pairs;
    return [...pairs.filter((_, index) => index !== left && index !== right), [x, y]];
  }

  private compareParagraphs(old: XmlElement, fresh: XmlElement, where: string): void {
    const paragraph = readParagraphs(old).at(-1)!;
    const nested = (block: XmlElement) => readParagraphs(block).slice(0, -1).map(textOf).join('\n');
    if (nested(old) !== nested(fresh))
      this.unapplied.push(`${where}: a text box differs: "${nested(fresh).slice(0, 80)}"`);
    const differences = wordDifferences(textOf(paragraph), ownText(fresh));
    if (differences.length === 0) return;
    const isEditable = differences.every(({ start, end }) =>
      paragraph.atoms.slice(start, end).every(({ run, node }) => run.name === 'w:r' && node.parent === run),
    );
    if (!isEditable) {
      this.unapplied.push(
        `${where}: a formula or another fixed text differs: "${ownText(fresh).slice(0, 80)}"`,
      );
      return;
    }
    for (const { start, end, text } of differences) {
      const like = paragraph.atoms[start < end ? start : start - 1];
      trackDeletion(paragraph, start, end, this.tracker);
      trackInsertion(paragraph, end, text, this.tracker, like ?? paragraph.atoms[0]);
    }
    this.edits++;
  }

  private deleteBlock(block: XmlElement): void {
    if (block.name === 'w:tbl') for (const row of rowsOf(block)) this.deleteRow(row);
    else {
      const isEmpty = plainText(block) === '';
      for (const paragraph of readParagraphs(block))
        trackDeletion(paragraph, 0, paragraph.atoms.length, this.tracker);
      const siblings = block.parent?.elements ?? [];
      const canVanish =
        siblings[siblings.indexOf(block) + 1]?.name === 'w:p' && !block.child('w:pPr')?.child('w:sectPr');
      if (canVanish) trackMark(block, 'w:del', this.tracker);
      if (isEmpty && !canVanish) return;
    }
    this.edits++;
  }

  private insertBlock(fresh: XmlElement, last: XmlElement | undefined, container: XmlElement): XmlElement {
    const parent = last?.parent ?? container;
    const at = last ? last.index + 1 : firstPlace(container);
    if (fresh.name === 'w:tbl') {
      const table = this.newTable(fresh);
      parent.insert(at, table);
      this.edits++;
      return table;
    }
    const text = ownText(fresh);
    const paragraph = this.newParagraph(text, last?.name === 'w:p' ? last : undefined, fresh);
    parent.insert(at, paragraph);
    const following = parent.elements[parent.elements.indexOf(paragraph) + 1];
    const isFreshEnd = last?.name === 'w:p' && following?.name !== 'w:p';
    // At the end of a container it is the old end that was inserted: refused, the new paragraph joins the old one.
    trackMark(isFreshEnd ? last : paragraph, 'w:ins', this.tracker);
    if (text !== '') this.edits++;
    return paragraph;
  }

  private newParagraph(text: string, neighbour: XmlElement | undefined, fresh: XmlElement): XmlElement {
    const properties = neighbour?.child('w:pPr')?.clone();
    const isNumbered = fresh.child('w:pPr')?.child('w:numPr') !== undefined;
    for (const each of properties?.elements ?? []) {
      const isNumber = each.name === 'w:numPr' && !isNumbered;
      if (isNumber || ['w:sectPr', 'w:pPrChange', 'w:rPr', 'w:pageBreakBefore'].includes(each.name))
        each.remove();
    }
    const content =
      text === ''
        ? []
        : [this.inserted(text, neighbour && readParagraphs(neighbour).at(-1)?.atoms[0]?.run.child('w:rPr'))];
    return element('w:p', {}, ...(properties?.children.length ? [properties] : []), ...content);
  }

  private inserted(text: string, look?: XmlElement): XmlElement {
    const { author, date } = this.tracker;
    return element(
      'w:ins',
      { 'w:id': this.tracker.next(), 'w:author': author, 'w:date': date },
      makeRun(text, look),
    );
  }

  private compareTables(old: XmlElement, fresh: XmlElement, where: string): void {
    const [left, right] = [rowsOf(old), rowsOf(fresh)];
    let last: XmlElement | undefined;
    for (const [x, y] of pairInOrder(left.map(plainText), right.map(plainText))) {
      const [row, other] = [x === undefined ? undefined : left[x], y === undefined ? undefined : right[y]];
      const [cells, others] = [row ? cellsOf(row) : [], other ? cellsOf(other) : []];
      if (row && other && cells.length === others.length) {
        for (const [index, cell] of cells.entries())
          this.compare(blocksOf(cell), blocksOf(others[index]!), cell, where);
        last = row;
        continue;
      }
      if (row) {
        this.deleteRow(row);
        last = row;
      }
      if (!other) continue;
      const added = this.newRow(other, last ?? left[0]);
      const parent = last?.parent ?? left[0]?.parent ?? old;
      parent.insert(last ? last.index + 1 : left[0] ? left[0].index : parent.children.length, added);
      last = added;
      this.edits++;
    }
  }

  private deleteRow(row: XmlElement): void {
    for (const paragraph of readParagraphs(row))
      trackDeletion(paragraph, 0, paragraph.atoms.length, this.tracker);
    trackRow(row, 'w:del', this.tracker);
    this.edits++;
  }

  /** Cells as wide as their neighbours' where there are as many. */
  private newRow(fresh: XmlElement, neighbour: XmlElement | undefined): XmlElement {
    const [cells, models] = [cellsOf(fresh), neighbour ? cellsOf(neighbour) : []];
    const row = element('w:tr');
    for (const [index, cell] of cells.entries()) {
      const model = models.length === cells.length ? models[index]!.child('w:tcPr') : cell.child('w:tcPr');
      const properties = model?.clone();
      for (const each of properties?.elements ?? [])
        if (!['w:tcW', 'w:gridSpan'].includes(each.name)) each.remove();
      const lines = readParagraphs(cell).map(textOf);
      const paragraphs = (lines.length > 0 ? lines : ['']).map((line) =>
        element('w:p', {}, ...(line === '' ? [] : [this.inserted(line)])),
      );
      row.append(element('w:tc', {}, ...(properties?.children.length ? [properties] : []), ...paragraphs));
    }
    trackRow(row, 'w:ins', this.tracker);
    return row;
  }

  private newTable(fresh: XmlElement): XmlElement {
    const properties = fresh.child('w:tblPr')?.clone() ?? element('w:tblPr');
    for (const each of properties.elements)
      if (each.name === 'w:tblStyle' || each.name === 'w:tblPrChange') each.remove();
    const grid = fresh.child('w:tblGrid')?.clone() ?? element('w:tblGrid');
    for (const each of grid.elements) if (each.name !== 'w:gridCol') each.remove();
    return element('w:tbl', {}, properties, grid, ...rowsOf(fresh).map((row) => this.newRow(row, undefined)));
  }
}

function rowsOf(table: XmlElement): XmlElement[] {
  return table.elements.flatMap((child) =>
    child.name === 'w:tr'
      ? [child]
      : child.name === 'w:sdt'
        ? rowsOf(child.child('w:sdtContent') ?? child)
        : [],
  );
}

function cellsOf(row: XmlElement): XmlElement[] {
  return row.elements.flatMap((child) =>
    child.name === 'w:tc'
      ? [child]
      : child.name === 'w:sdt'
        ? cellsOf(child.child('w:sdtContent') ?? child)
        : [],
  );
}

/** Before the first block of a container: behind the properties that the schema wants first. */
function firstPlace(container: XmlElement): number {
  const first = container.elements.find(({ name }) => name === 'w:p' || name === 'w:tbl' || name === 'w:sdt');
  return first ? first.index : container.children.length;
}
