import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js';
import { ImageKind } from './pdf-library.ts';

/** pdf.js's decoded images, as far as they are used here; the library declares them as `any`. */
interface ImageData {
  readonly kind?: number;
  readonly data?: Uint8Array | Uint8ClampedArray | null;
}

const samples = 500;

/** Whether nothing shows through an image, for all that a few hundred of its pixels tell. */
export function isOpaqueImage(page: PDFPageProxy, source: unknown): boolean {
  const image = typeof source === 'string' ? find(page, source) : (source as ImageData | null);
  if (!image?.data) return false;
  if (image.kind !== ImageKind.RGBA_32BPP) return true;
  const step = 4 * Math.max(1, Math.floor(image.data.length / 4 / samples));
  for (let at = 3; at < image.data.length; at += step) if (image.data[at]! < 250) return false;
  return true;
}

function find(page: PDFPageProxy, id: string): ImageData | undefined {
  const objects = id.startsWith('g_') ? page.commonObjs : page.objs;
  return objects.has(id) ? (objects.get(id) as ImageData) : undefined;
}
