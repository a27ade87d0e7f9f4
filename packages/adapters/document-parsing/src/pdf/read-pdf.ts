import type { Block, Box, ParsedDocument } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { DocumentBuilder } from '../document-builder.ts';
import type { Original, ParseContext } from '../parse-original.ts';
import { mediaTypes } from '../sniff-format.ts';
import { findLines, type Line } from './find-lines.ts';
import { findParagraphs, withoutBullet, type Paragraph } from './find-paragraphs.ts';
import { splitColumns } from './find-columns.ts';
import { findTables } from './find-tables.ts';
import { guardStreams } from './guard-streams.ts';
import { HeadingLevels } from './heading-levels.ts';
import { collectHyphenated, joinLines } from './join-lines.ts';
import { OpenedPdf } from './open-pdf.ts';
import { findMargins, type PageLines } from './page-margins.ts';
import { readVisibleWords } from './read-visible-words.ts';
import type { Word } from './word.ts';

/**
 * A PDF as its readers see it: words placed by the drawing operators, put into lines, columns, tables, paragraphs
 * and headings. Every page ends in text or in a flag. Throws `UserError` for files that are encrypted, broken,
 * too long, or unpack beyond the limits.
 */
export async function readPdf(original: Original, context: ParseContext): Promise<ParsedDocument> {
  const { content, fileName } = original;
  guardStreams(content, fileName, context.limits.inflatedBytes);
  const pdf = await OpenedPdf.open(content, fileName);
  try {
    const pages = pdf.document.numPages;
    if (pages > context.limits.pages) {
      throw new UserError(
        'document.too-large',
        `"${fileName}" has ${pages} pages; the limit is ${context.limits.pages}.`,
      );
    }
    const builder = new DocumentBuilder();
    const found: PageLines[] = [];
    for (let page = 1; page <= pages; page++) {
      if (context.skipPages.has(page))
        builder.flag('page-failed', 'Reading this page ended the parser.', page);
      else {
        context.onPage(page, pages);
        const lines = await readPage(pdf, page, builder);
        if (lines) found.push(lines);
      }
    }
    await flagActiveContent(pdf, content, builder);
    const headline = addBlocks(builder, found);
    const title = (await titleOf(pdf)) ?? headline;
    return builder.build({ mediaType: mediaTypes.pdf, title, pages });
  } finally {
    await pdf.close().catch(() => {});
  }
}

async function readPage(
  pdf: OpenedPdf,
  page: number,
  builder: DocumentBuilder,
): Promise<PageLines | undefined> {
  try {
    const { words, height } = await readVisibleWords(pdf, page, builder);
    if (words.length === 0) builder.flag('no-text-page', 'This page holds no visible text.', page);
    return { page, height, regions: byAngle(words).flatMap((group) => splitColumns(group).map(findLines)) };
  } catch (error) {
    builder.flag('page-failed', error instanceof Error ? error.name : 'unknown', page);
    return undefined;
  }
}

/** Text that runs in other directions (a turned table, a stamp in the margin) is read by itself, the most first. */
function byAngle(words: readonly Word[]): Word[][] {
  const groups = new Map<number, Word[]>();
  for (const word of words) {
    const group = groups.get(word.angle);
    if (group) group.push(word);
    else groups.set(word.angle, [word]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

/** Returns the first heading of the first page, where it is the largest: what readers would call the title. */
function addBlocks(builder: DocumentBuilder, pages: readonly PageLines[]): string | undefined {
  const margins = findMargins(pages);
  const lines = pages.flatMap(({ regions }) => regions.flat()).filter((line) => !margins.has(line));
  const levels = new HeadingLevels(lines);
  const hyphenated = collectHyphenated(lines.map((line) => line.text));
  let title: string | undefined;
  let isOpen = false;
  for (const { page, regions } of pages) {
    for (const region of regions) {
      const body = region.filter((line) => !margins.has(line));
      if (body.length === 0) continue;
      for (const part of findTables(body)) {
        if (part.kind === 'table') {
          const text = part.rows.map((row) => row.join('\t')).join('\n');
          builder.add({ kind: 'table', text, page, box: boxOf(part.lines) });
          isOpen = false;
          continue;
        }
        for (const paragraph of findParagraphs(part.lines)) {
          const block = toBlock(paragraph, levels, hyphenated);
          if (block.kind === 'heading' && block.level === 1 && page === pages[0]!.page) title ??= block.text;
          const separator = isOpen && continues(block) ? { separator: ' ' } : {};
          builder.add({ ...block, page, box: boxOf(paragraph.lines), ...separator });
          isOpen = block.kind !== 'heading' && /[\p{Ll}\p{Script=Han},，、;；-]$/u.test(block.text);
        }
      }
    }
  }
  return title;
}

/** A paragraph cut by the end of its page or column: its halves stand on two pages, but read as one sentence. */
function continues(block: { readonly kind: Block['kind']; readonly text: string }): boolean {
  return (
    block.kind === 'paragraph' && /^(?:\p{Ll}|\p{Script=Han})/u.test(block.text) && !/^第/.test(block.text)
  );
}

function toBlock(
  paragraph: Paragraph,
  levels: HeadingLevels,
  hyphenated: ReadonlySet<string>,
): { readonly kind: Block['kind']; readonly text: string; readonly level?: number } {
  const { lines, isItem } = paragraph;
  const text = joinLines(
    lines.map((line) => line.text),
    hyphenated,
  );
  const level = levels.levelOf(lines, text);
  if (level !== undefined) return { kind: 'heading', level, text: withoutBullet(text) };
  return isItem ? { kind: 'list-item', level: 1, text: withoutBullet(text) } : { kind: 'paragraph', text };
}

/** Where lines stand on their page, in points from its top left. */
function boxOf(lines: readonly Line[]): Box {
  const corners = lines.flatMap((line) => {
    const [top, bottom] = [line.y - 0.8 * line.size, line.y + 0.2 * line.size];
    return [line.left, line.right].flatMap((x) => [
      turnBack(x, top, line.angle),
      turnBack(x, bottom, line.angle),
    ]);
  });
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const round = (value: number) => Math.round(value * 10) / 10;
  return { x: round(x), y: round(y), width: round(Math.max(...xs) - x), height: round(Math.max(...ys) - y) };
}

function turnBack(x: number, y: number, angle: number): readonly [number, number] {
  const radians = (angle * Math.PI) / 180;
  return [x * Math.cos(radians) - y * Math.sin(radians), x * Math.sin(radians) + y * Math.cos(radians)];
}

/** The title that the file gives itself, unless it is what a program put there. */
async function titleOf({ parser }: OpenedPdf): Promise<string | undefined> {
  try {
    const { info } = await parser.getInfo();
    const title: unknown = info?.Title;
    if (typeof title !== 'string' || !title.trim()) return undefined;
    const isMachineMade =
      /^(?:microsoft|untitled|无标题|未命名|slide \d|document\d*$)|\.(?:docx?|pdf|indd|qxd|xlsx?|pptx?|rtf|tex|dvi)$/i;
    return isMachineMade.test(title.trim()) ? undefined : title.trim();
  } catch {
    return undefined;
  }
}

async function flagActiveContent(
  { document }: OpenedPdf,
  content: Uint8Array,
  builder: DocumentBuilder,
): Promise<void> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const hasScripts = await document.hasJSActions().catch(() => false);
  if (
    hasScripts ||
    /* named plainly, if the catalogue is not packed */ bytes.includes('/JavaScript') ||
    bytes.includes('/Launch')
  ) {
    builder.flag('active-content', 'Holds scripts or commands; none was run.');
  }
}
