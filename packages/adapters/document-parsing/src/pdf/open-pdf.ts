import { join } from 'node:path';
import { UserError } from '@groundwork/kernel';
import type { PDFParse as Parser } from 'pdf-parse';
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js';
import { libraryFolder, PDFParse } from './pdf-library.ts';
import { createPdfReader } from './pdf-port.ts';

/** Images up to this many pixels are decoded where they matter: A4 in 600 dots per inch has 35 million. */
const imagePixels = 36_000_000;

type Reader = ReturnType<typeof createPdfReader>;

/** A PDF opened through pdf-parse without its images, which text does not need and which cost most memory. */
export class OpenedPdf {
  /** The same file with its images, opened for the few pages where they matter. */
  private illustrated: { readonly parser: Parser; readonly document: PDFDocumentProxy } | undefined;

  /** Whether the file has images: a stream's dictionary is never packed, so its type stands in the bytes. */
  readonly hasImages: boolean;

  private constructor(
    private readonly content: Uint8Array,
    private readonly parser: Parser,
    /** The document as pdf.js sees it, for positions and for information about the file. */
    readonly document: PDFDocumentProxy,
    private readonly reader: Reader,
  ) {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    this.hasImages = bytes.includes('/Subtype/Image') || bytes.includes('/Subtype /Image');
  }

  /** Throws `UserError`: `document.encrypted`, `document.broken`. */
  static async open(content: Uint8Array, fileName: string): Promise<OpenedPdf> {
    const reader = createPdfReader();
    const parser = parserOf(content, { maxImageSize: 1, disableFontFace: false, worker: reader });
    try {
      return new OpenedPdf(content, parser, await load(parser), reader);
    } catch (error) {
      await parser.destroy().catch(() => {});
      reader.destroy();
      throw toUserError(error, fileName);
    }
  }

  async withImages(): Promise<PDFDocumentProxy> {
    if (!this.illustrated) {
      const parser = parserOf(this.content, { maxImageSize: imagePixels, disableFontFace: true });
      this.illustrated = { parser, document: await load(parser) };
    }
    return this.illustrated.document;
  }

  async close(): Promise<void> {
    await this.illustrated?.parser.destroy();
    await this.parser.destroy();
    this.reader.destroy();
  }
}

function parserOf(
  content: Uint8Array,
  purpose: {
    readonly maxImageSize: number;
    /** Outlines of letters are made, which only drawing needs. */
    readonly disableFontFace: boolean;
    readonly worker?: Reader;
  },
): Parser {
  return new PDFParse({
    // pdf.js takes the bytes away from us.
    data: content.slice(),
    verbosity: 0,
    ...purpose,
    cMapUrl: `${join(libraryFolder, 'cmaps')}/`,
    cMapPacked: true,
    useSystemFonts: false,
    isEvalSupported: false,
    isOffscreenCanvasSupported: false,
    // Without, JPEG 2000 is decoded by a script from the same folder.
    useWasm: false,
    wasmUrl: `${join(libraryFolder, 'wasm')}/`,
  });
}

/** pdf-parse opens the document in a method that it declares private; to open it twice would double the memory. */
function load(parser: Parser): Promise<PDFDocumentProxy> {
  return (parser as unknown as { load(): Promise<PDFDocumentProxy> }).load();
}

function toUserError(error: unknown, fileName: string): UserError {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') {
    return new UserError('document.encrypted', `"${fileName}" is protected by a password.`);
  }
  return new UserError('document.broken', `"${fileName}" is no readable PDF.`, { cause: error });
}
