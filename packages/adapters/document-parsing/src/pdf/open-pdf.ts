import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '@groundwork/kernel';
import { PDFParse } from 'pdf-parse';
import { GlobalWorkerOptions } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js';

const require = createRequire(import.meta.url);
const library = dirname(require.resolve('pdfjs-dist/package.json'));
GlobalWorkerOptions.workerSrc = pathToFileURL(join(library, 'legacy/build/pdf.worker.mjs')).href;

/** Images up to this many pixels are decoded where they matter: A4 in 600 dots per inch has 35 million. */
const imagePixels = 36_000_000;

/** A PDF opened through pdf-parse without its images, which text does not need and which cost most memory. */
export class OpenedPdf {
  /** The same file with its images, opened for the few pages where they matter. */
  private illustrated: { readonly parser: PDFParse; readonly document: PDFDocumentProxy } | undefined;

  /** Whether the file has images: a stream's dictionary is never packed, so its type stands in the bytes. */
  readonly hasImages: boolean;

  private constructor(
    private readonly content: Uint8Array,
    /** pdf-parse's view, for information about the file. */
    readonly parser: PDFParse,
    /** The same document as pdf.js sees it, for positions. */
    readonly document: PDFDocumentProxy,
  ) {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    this.hasImages = bytes.includes('/Subtype/Image') || bytes.includes('/Subtype /Image');
  }

  /** Throws `UserError`: `document.encrypted`, `document.broken`. */
  static async open(content: Uint8Array, fileName: string): Promise<OpenedPdf> {
    const parser = parserOf(content, 1);
    try {
      return new OpenedPdf(content, parser, await load(parser));
    } catch (error) {
      await parser.destroy().catch(() => {});
      throw toUserError(error, fileName);
    }
  }

  async withImages(): Promise<PDFDocumentProxy> {
    if (!this.illustrated) {
      const parser = parserOf(this.content, imagePixels);
      this.illustrated = { parser, document: await load(parser) };
    }
    return this.illustrated.document;
  }

  async close(): Promise<void> {
    await this.illustrated?.parser.destroy();
    await this.parser.destroy();
  }
}

function parserOf(content: Uint8Array, maxImageSize: number): PDFParse {
  return new PDFParse({
    // pdf.js takes the bytes away from us.
    data: content.slice(),
    verbosity: 0,
    maxImageSize,
    cMapUrl: `${join(library, 'cmaps')}/`,
    cMapPacked: true,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    isOffscreenCanvasSupported: false,
    // Without, JPEG 2000 is decoded by a script from the same folder.
    useWasm: false,
    wasmUrl: `${join(library, 'wasm')}/`,
  });
}

/** pdf-parse opens the document in a method that it declares private; to open it twice would double the memory. */
function load(parser: PDFParse): Promise<PDFDocumentProxy> {
  return (parser as unknown as { load(): Promise<PDFDocumentProxy> }).load();
}

function toUserError(error: unknown, fileName: string): UserError {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') {
    return new UserError('document.encrypted', `"${fileName}" is protected by a password.`);
  }
  return new UserError('document.broken', `"${fileName}" is no readable PDF.`, { cause: error });
}
