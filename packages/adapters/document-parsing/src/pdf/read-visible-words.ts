import type { DocumentBuilder } from '../document-builder.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js';
import type { OpenedPdf } from './open-pdf.ts';
import { readWords, type PageWords } from './read-words.ts';
import type { Word } from './word.ts';

/** An image over this share of a page makes invisible text on it the text layer of a scan. */
const scanShare = 0.5;

/**
 * The words of a page that its readers see; the others are counted as hidden. Images are loaded only for pages on
 * which they matter: where text has the colour of bare paper, or is drawn invisibly, as over a scan.
 */
export async function readVisibleWords(
  pdf: OpenedPdf,
  page: number,
  builder: DocumentBuilder,
): Promise<PageWords> {
  let found = await readOnce(pdf.document, page);
  const isDoubtful = ({ hidden }: Word) =>
    hidden === 'in the colour of its background' || hidden === 'drawn invisibly';
  if (found.mayBeCovered || found.words.some(isDoubtful)) found = (await readWithImages(pdf, page)) ?? found;
  const visible = found.words.filter((word) => word.hidden === undefined);
  const isUnderImage = ({ hidden }: Word) =>
    hidden === 'drawn invisibly' || hidden === 'covered by what is drawn over it';
  const unseen = found.words.filter(isUnderImage);
  const isScan = found.imageShare >= scanShare && lengthOf(unseen) > 4 * lengthOf(visible);
  if (isScan)
    builder.flag('text-layer', 'The text is the layer that text recognition put over a scan.', page);
  const kept = isScan ? found.words.filter((word) => !word.hidden || isUnderImage(word)) : visible;
  const left = found.words.filter((word) => word.hidden !== undefined && !(isScan && isUnderImage(word)));
  if (left.length > 0) {
    const shown = new Set(kept.map(placeOf));
    for (const word of left) {
      // Pages put together of strips draw a line at their seam twice, cut off once: nothing is kept from the reader.
      if (!shown.has(placeOf(word))) builder.hide(word.hidden!, word.text.length, page);
    }
  }
  return { ...found, words: kept };
}

/** Share of a page's area that images cover; 0 where they cannot be read. */
export async function readImageShare(pdf: OpenedPdf, page: number): Promise<number> {
  return (await readWithImages(pdf, page))?.imageShare ?? 0;
}

async function readOnce(document: PDFDocumentProxy, number: number): Promise<PageWords> {
  const page = await document.getPage(number);
  try {
    return await readWords(page, await document.getOptionalContentConfig());
  } finally {
    page.cleanup();
  }
}

/** The same page with its images; `undefined` where that fails. */
async function readWithImages(pdf: OpenedPdf, page: number): Promise<PageWords | undefined> {
  try {
    return await readOnce(await pdf.withImages(), page);
  } catch {
    return undefined;
  }
}

/** The same for a word that is drawn again in the same place, to the point. */
function placeOf({ text, left, y }: Word): string {
  return `${Math.round(left)} ${Math.round(y)} ${text}`;
}

function lengthOf(words: readonly Word[]): number {
  return words.reduce((sum, word) => sum + word.text.length, 0);
}
