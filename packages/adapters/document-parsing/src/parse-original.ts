import type { ParsedDocument } from '@groundwork/ingestion';
import type { ParseLimits } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { decodeText, type DecodedText } from './decode-text.ts';
import { declaredEncoding, readHtml } from './markup/read-html.ts';
import { readMarkdown } from './markup/read-markdown.ts';
import { readJson, readText } from './markup/read-text.ts';
import type { InflationBudget } from './package/open-zip.ts';
import { readCsv } from './spreadsheet/read-csv.ts';
import { mediaTypes, sniffFormat } from './sniff-format.ts';

export interface Original {
  readonly content: Uint8Array;
  readonly fileName: string;
  readonly mediaType?: string;
}

export interface ParseContext {
  readonly limits: ParseLimits;
  /** Pages that killed an earlier try; each is flagged instead of read. */
  readonly skipPages: ReadonlySet<number>;
  /** Called before a page is read. */
  readonly onPage: (page: number, pages: number) => void;
  /** Called with `true` before a page image is read by optical character recognition, with `false` after. */
  readonly onRecognition?: (isRunning: boolean) => void;
  /** What is left to inflate where the original is part of another; else all that the limits allow. */
  readonly inflation?: InflationBudget;
  /** Mails around this original. */
  readonly mailDepth?: number;
}

/** Read an original in this process, whatever it does to it: callers put it into a child. */
export async function parseOriginal(original: Original, context: ParseContext): Promise<ParsedDocument> {
  const { content, fileName, mediaType } = original;
  if (content.byteLength === 0) throw new UserError('document.empty', `"${fileName}" has no content.`);
  const parsed = await read(original, sniffFormat(content, fileName, mediaType), context);
  if (parsed.blocks.length === 0) throw noText(fileName, parsed);
  return parsed;
}

async function read(
  original: Original,
  format: ReturnType<typeof sniffFormat>,
  context: ParseContext,
): Promise<ParsedDocument> {
  switch (format) {
    case 'pdf': {
      const { readPdf } = await import('./pdf/read-pdf.ts');
      return readPdf(original, context);
    }
    case 'docx':
    case 'xlsx':
    case 'pptx':
    case 'zip': {
      const { readPackage } = await import('./package/read-package.ts');
      return readPackage(original, context);
    }
    case 'html':
      return readHtml(decoded(original, declaredEncoding(original.content)));
    case 'markdown':
      return readMarkdown(decoded(original));
    case 'json':
      return readJson(decoded(original));
    case 'csv':
      return readCsv(decoded(original), original.fileName);
    case 'eml': {
      const { readEml } = await import('./mail/read-eml.ts');
      return readEml(original, { context, parse: parseOriginal });
    }
    case 'msg': {
      const { readMsg } = await import('./mail/read-msg.ts');
      return readMsg(original, { context, parse: parseOriginal });
    }
    case 'png':
    case 'jpeg':
    case 'webp':
    case 'bmp': {
      const { readImage } = await import('./image/read-image.ts');
      return readImage(original, mediaTypes[format], context);
    }
    case 'text':
      return readText(decoded(original));
  }
}

function decoded({ content, fileName }: Original, declared?: string): DecodedText {
  const text = decodeText(content, declared);
  if (!text)
    throw new UserError('document.unsupported', `"${fileName}" is a binary file of a kind that is not read.`);
  return text;
}

function noText(fileName: string, parsed: ParsedDocument): UserError {
  const failed = parsed.flags.filter((flag) => flag.kind === 'page-failed').length;
  if (failed > 0) {
    return new UserError(
      'document.broken',
      `None of the pages of "${fileName}" can be read; ${failed} of ${parsed.pages} are broken.`,
    );
  }
  const hidden = parsed.flags.some((flag) => flag.kind === 'hidden-text');
  const image = parsed.flags.find(({ kind, detail }) => kind === 'no-text-page' && detail.includes('image'));
  return new UserError(
    'document.no-text',
    `"${fileName}" holds no ${hidden ? 'visible ' : ''}text.${image ? ` ${image.detail}` : ''}`,
  );
}
