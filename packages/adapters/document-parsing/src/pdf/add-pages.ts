import type { Block, Box } from '@groundwork/ingestion';
import type { DocumentBuilder } from '../document-builder.ts';
import type { Line } from './find-lines.ts';
import { findParagraphs, withoutBullet, type Paragraph } from './find-paragraphs.ts';
import { findTables } from './find-tables.ts';
import { HeadingLevels } from './heading-levels.ts';
import { collectHyphenated, joinLines } from './join-lines.ts';
import { findMargins, type PageLines } from './page-margins.ts';
import { partFootnotes } from './part-footnotes.ts';

/**
 * The lines of all pages as Blocks in reading order, without running headers and footers.
 *
 * @returns the first heading of the first page, where it is the largest: what readers would call the title.
 */
export function addPages(builder: DocumentBuilder, pages: readonly PageLines[]): string | undefined {
  const margins = findMargins(pages);
  const lines = pages.flatMap(({ regions }) => regions.flat()).filter((line) => !margins.has(line));
  const levels = new HeadingLevels(lines);
  const hyphenated = collectHyphenated(lines.map((line) => line.text));
  let title: string | undefined;
  let isOpen = false;
  for (const { page, regions: all } of pages) {
    const bare = all.map((region) => region.filter((line) => !margins.has(line)));
    const { regions, notes } = partFootnotes(bare, levels.body);
    for (const body of [...regions, ...notes]) {
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
