import type { ParsedDocument } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { DocumentBuilder } from '../document-builder.ts';
import { PageRecognition } from '../ocr/page-recognition.ts';
import type { Original, ParseContext } from '../parse-original.ts';
import { mediaTypes } from '../sniff-format.ts';
import { addPages } from './add-pages.ts';
import { findRegions } from './find-regions.ts';
import { guardStreams } from './guard-streams.ts';
import { OpenedPdf } from './open-pdf.ts';
import type { PageLines } from './page-margins.ts';
import { readVisibleWords } from './read-visible-words.ts';
import { recognizeWords } from './recognize-words.ts';

/**
 * A PDF as its readers see it: words placed by the drawing operators, put into lines, columns, tables, paragraphs
 * and headings. Every page ends in text or in a flag. Throws `UserError` for files that are encrypted, broken,
 * too long, or unpack beyond the limits.
 */
export async function readPdf(original: Original, context: ParseContext): Promise<ParsedDocument> {
  const { content, fileName } = original;
  guardStreams(content, fileName, context.limits.inflatedBytes);
  const pdf = await OpenedPdf.open(content, fileName);
  const builder = new DocumentBuilder();
  const recognition = new PageRecognition(context, builder);
  try {
    const pages = pdf.document.numPages;
    if (pages > context.limits.pages) {
      throw new UserError(
        'document.too-large',
        `"${fileName}" has ${pages} pages; the limit is ${context.limits.pages}.`,
      );
    }
    const found: PageLines[] = [];
    for (let page = 1; page <= pages; page++) {
      if (context.skipPages.has(page))
        builder.flag('page-failed', 'Reading this page ended the parser.', page);
      else {
        context.onPage(page, pages);
        const lines = await readPage(pdf, page, builder, recognition);
        if (lines) found.push(lines);
      }
    }
    await flagActiveContent(pdf, content, builder);
    const headline = addPages(builder, found);
    const title = (await titleOf(pdf)) ?? headline;
    return builder.build({ mediaType: mediaTypes.pdf, title, pages });
  } finally {
    await recognition.close();
    await pdf.close().catch(() => {});
  }
}

async function readPage(
  pdf: OpenedPdf,
  page: number,
  builder: DocumentBuilder,
  recognition: PageRecognition,
): Promise<PageLines | undefined> {
  try {
    const seen = await readVisibleWords(pdf, page, builder);
    const words = await recognizeWords(pdf, page, seen.words, recognition);
    if (!words && seen.words.length === 0) {
      builder.flag('no-text-page', 'This page holds no visible text.', page);
    }
    return { page, height: seen.height, regions: findRegions(words ?? seen.words) };
  } catch (error) {
    builder.flag('page-failed', error instanceof Error ? error.name : 'unknown', page);
    return undefined;
  }
}

/** The title that the file gives itself, unless it is what a program put there. */
async function titleOf({ document }: OpenedPdf): Promise<string | undefined> {
  try {
    const { info } = await document.getMetadata();
    const title: unknown = (info as { readonly Title?: unknown }).Title;
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
