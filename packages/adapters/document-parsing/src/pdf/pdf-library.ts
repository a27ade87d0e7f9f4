import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * The only way to pdf.js and pdf-parse. The build for older engines replaces `Array.prototype.push` by a script for
 * the sake of an error that no code here meets; pdf.js spends a tenth of its time in it, so the engine's own comes
 * back. Loaded by `import()`, as bundles run static imports of other modules before any code of this one.
 */
const push = Object.getOwnPropertyDescriptor(Array.prototype, 'push')!;

/** Folder of pdf.js, with its character maps and decoders. */
export const libraryFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
pdfjs.GlobalWorkerOptions.workerSrc = pathToFileURL(join(libraryFolder, 'legacy/build/pdf.worker.mjs')).href;
export const { OPS, ImageKind, PDFWorker } = pdfjs;
export const { PDFParse } = await import('pdf-parse');

/** The reading half of pdf.js, which speaks with the other through a port; the library has no types for it. */
export const { WorkerMessageHandler } = (await import(pdfjs.GlobalWorkerOptions.workerSrc)) as {
  readonly WorkerMessageHandler: { initializeFromPort(port: object): void };
};

Object.defineProperty(Array.prototype, 'push', push);
