import type { DocumentBuilder } from '../document-builder.ts';
import type { ParseContext } from '../parse-original.ts';
import type { Word } from '../pdf/word.ts';
import type { GreyImage } from './grey-image.ts';
import { openRecognizer } from './open-recognizer.ts';
import { readPageImage } from './read-page-image.ts';
import type { Recognizer } from './recognizer.ts';
import { toWords } from './to-words.ts';

/** A page whose characters are surer than this on the average is read as well as printed text is. */
const sure = 0.9;

/**
 * Reads page images of one Document, as many as the limits allow, and flags each page with how it went: read and how
 * surely, or why not. The models are loaded for the first page and released by `close`.
 */
export class PageRecognition {
  private recognizer: Promise<Recognizer | undefined> | undefined;
  private left: number;

  constructor(
    private readonly context: ParseContext,
    private readonly builder: DocumentBuilder,
  ) {
    this.left = context.limits.recognizedPages ?? 500;
  }

  /** Words in points; `undefined` where the image was not looked at, with the page flagged accordingly. */
  async read(
    page: number,
    draw: () => Promise<{ readonly image: GreyImage; /** Points for a pixel. */ readonly scale: number }>,
  ): Promise<Word[] | undefined> {
    if (this.left <= 0) return this.refuse(page, 'the limit of recognised pages is reached');
    this.left--;
    this.context.onRecognition?.(true);
    try {
      const recognizer = await (this.recognizer ??= openRecognizer());
      if (!recognizer) return this.refuse(page, 'text recognition is not installed');
      const { image, scale } = await draw();
      const read = await readPageImage(recognizer, image);
      this.flag(page, read);
      return toWords(read, image, scale);
    } finally {
      this.context.onRecognition?.(false);
    }
  }

  async close(): Promise<void> {
    await (await this.recognizer)?.close();
  }

  private refuse(page: number, reason: string): undefined {
    this.builder.flag('no-text-page', `This page is an image, and ${reason}.`, page);
  }

  private flag(
    page: number,
    { lines, confidence, unreadable }: Awaited<ReturnType<typeof readPageImage>>,
  ): void {
    const left =
      unreadable > 0 ? ` ${unreadable} ${unreadable === 1 ? 'line' : 'lines'} could not be read.` : '';
    if (lines.length === 0) {
      this.builder.flag(
        'no-text-page',
        `This page is an image in which no text was recognised.${left}`,
        page,
      );
      return;
    }
    const share = `${(100 * confidence).toFixed(0)} %`;
    this.builder.flag('recognized-text', `Read from an image with a confidence of ${share}.${left}`, page);
    if (confidence < sure || unreadable > lines.length / 4) {
      this.builder.flag('unsure-text', `Many characters of this page are doubtful (${share}).${left}`, page);
    }
  }
}
