import { createCanvas } from '@napi-rs/canvas';
import { toGreyImage, type GreyImage } from '../ocr/grey-image.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js';

/** Enough for letters of 6 points; more costs time and memory and reads no better. */
const dotsPerInch = 200;
const longestSide = 2_600;

export interface RenderedPage {
  readonly image: GreyImage;
  /** Points for a pixel. */
  readonly scale: number;
}

/** A page as its readers see it, on white paper. */
export async function renderPage(document: PDFDocumentProxy, number: number): Promise<RenderedPage> {
  const page = await document.getPage(number);
  try {
    const { width, height } = page.getViewport({ scale: 1 });
    const scale = Math.min(dotsPerInch / 72, longestSide / Math.max(width, height));
    const viewport = page.getViewport({ scale });
    const canvas = createCanvas(
      Math.max(1, Math.ceil(viewport.width)),
      Math.max(1, Math.ceil(viewport.height)),
    );
    // pdf.js is typed for the browser's canvas; in Node it draws on this one.
    type RenderParameters = Parameters<typeof page.render>[0];
    await page.render({ canvas, viewport, background: '#ffffff' } as unknown as RenderParameters).promise;
    const image = toGreyImage(canvas);
    // Its pixels are no memory of the collector's: they go at once.
    canvas.width = canvas.height = 1;
    return { image, scale: 1 / scale };
  } finally {
    page.cleanup();
  }
}
