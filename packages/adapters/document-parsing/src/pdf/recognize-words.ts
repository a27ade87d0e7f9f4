import type { PageRecognition } from '../ocr/page-recognition.ts';
import type { OpenedPdf } from './open-pdf.ts';
import { readImageShare } from './read-visible-words.ts';
import { renderPage } from './render-page.ts';
import type { Word } from './word.ts';

/** Letters that a scan may have beside its image: a stamped page number, a file mark. */
const fewLetters = 50;
/** Images over this share of a page with so few letters may hold its text. */
const imageShare = 0.3;

/**
 * The words of a page that is an image, read by optical character recognition, with those that it has as text;
 * `undefined` where the page is none.
 */
export async function recognizeWords(
  pdf: OpenedPdf,
  page: number,
  written: readonly Word[],
  recognition: PageRecognition,
): Promise<readonly Word[] | undefined> {
  const letters = written.reduce((sum, { text }) => sum + text.length, 0);
  if (letters >= fewLetters || !pdf.hasImages) return undefined;
  if ((await readImageShare(pdf, page)) < imageShare) return undefined;
  const read = await recognition.read(page, async () => renderPage(await pdf.withImages(), page));
  const added = read?.filter((word) => !written.some((other) => overlap(word, other)));
  return [...written, ...(added ?? [])];
}

/** The same mark of the page, once as text and once read from its image. */
function overlap(read: Word, written: Word): boolean {
  return (
    read.angle === written.angle &&
    read.left < written.right &&
    read.right > written.left &&
    Math.abs(read.y - written.y) < Math.max(read.size, written.size)
  );
}
