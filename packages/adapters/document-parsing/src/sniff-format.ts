import { UserError } from '@groundwork/kernel';
import { CompoundFile } from './package/open-compound-file.ts';

/** Formats this package tells apart; `text` is settled further by name. */
export type Format =
  | 'pdf'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'html'
  | 'markdown'
  | 'text'
  | 'json'
  | 'csv'
  | 'eml'
  | 'msg'
  | ImageFormat;

/** Pictures of pages. */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'bmp';

export const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  html: 'text/html',
  markdown: 'text/markdown',
  text: 'text/plain',
  json: 'application/json',
  csv: 'text/csv',
  eml: 'message/rfc822',
  msg: 'application/vnd.ms-outlook',
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  bmp: 'image/bmp',
} as const satisfies Record<Format, string>;

/** First bytes of the images that are read. */
const images: readonly { readonly hex: string; readonly at?: number; readonly format: ImageFormat }[] = [
  { hex: '89504e470d0a1a0a', format: 'png' },
  { hex: 'ffd8ff', format: 'jpeg' },
  { hex: '57454250', at: 8, format: 'webp' },
  // "BM", the size of the file, and two words of zeros.
  { hex: '00000000', at: 6, format: 'bmp' },
];

/** First bytes of formats that are not read, and what to call them. */
const foreign: readonly { readonly hex: string; readonly at?: number; readonly name: string }[] = [
  { hex: '47494638', name: 'a GIF image' },
  { hex: '49492a00', name: 'a TIFF image (save it as PDF or PNG)' },
  { hex: '4d4d002a', name: 'a TIFF image (save it as PDF or PNG)' },
  { hex: '7b5c727466', name: 'an RTF document' },
  { hex: '7f454c46', name: 'a program' },
  { hex: '4d5a9000', name: 'a program' },
  { hex: '1f8b', name: 'a gzip archive' },
  { hex: '377abcaf271c', name: 'a 7z archive' },
  { hex: '526172211a07', name: 'a RAR archive' },
  { hex: '53514c69746520666f726d6174', name: 'an SQLite database' },
  { hex: '4f676753', name: 'a sound or film' },
  { hex: '66747970', at: 4, name: 'a sound or film' },
];

const byExtension: Readonly<Record<string, Format>> = {
  pdf: 'pdf', docx: 'docx', docm: 'docx', dotx: 'docx', xlsx: 'xlsx', xlsm: 'xlsx', xltx: 'xlsx', xltm: 'xlsx',
  pptx: 'pptx', pptm: 'pptx', ppsx: 'pptx', ppsm: 'pptx', potx: 'pptx', eml: 'eml', msg: 'msg', html: 'html', htm: 'html', xhtml: 'html', md: 'markdown', markdown: 'markdown',
  txt: 'text', text: 'text', log: 'text', json: 'json', jsonl: 'json', ndjson: 'json', csv: 'csv', tsv: 'csv', tab: 'csv',
  png: 'png', jpg: 'jpeg', jpeg: 'jpeg', webp: 'webp', bmp: 'bmp',
}; // prettier-ignore

/** Formats whose bytes cannot be text. */
const binary: ReadonlySet<Format | undefined> = new Set<Format>([
  ...(['pdf', 'docx', 'xlsx', 'pptx', 'msg'] as const),
  ...(['png', 'jpeg', 'webp', 'bmp'] as const),
]);

/** Header lines with which stored mail begins; a letter that says "From:" at its top begins with none of the others. */
const mailHeader =
  /^(?:received|return-path|delivered-to|message-id|mime-version|dkim-signature|authentication-results|x-[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*[\w-]+:/i;

/** Programs from before 2007 by the stream that their files hold. */
const older: Readonly<Record<string, string>> = {
  WordDocument: 'a Word document from before 2007 (DOC); save it as DOCX',
  Workbook: 'an Excel workbook from before 2007 (XLS); save it as XLSX',
  Book: 'an Excel workbook from before 2007 (XLS); save it as XLSX',
  'PowerPoint Document': 'a presentation from before 2007 (PPT); save it as PPTX',
};

/**
 * What the bytes are, first of all; only text is told apart by the sender's name and media type.
 * `zip` still has to prove to be an Office package. Throws `UserError`: `document.unsupported`,
 * `document.encrypted`, `document.broken` where the name promises a binary format and the bytes are something else.
 */
export function sniffFormat(bytes: Uint8Array, fileName: string, mediaType?: string): Format | 'zip' {
  const named = formatByName(fileName, mediaType);
  if (indexOf(bytes.subarray(0, 1_024), '%PDF-') >= 0) return 'pdf';
  if (startsWith(bytes, '504b0304') || startsWith(bytes, '504b0506')) return 'zip';
  if (startsWith(bytes, 'd0cf11e0a1b11ae1')) return sniffCompoundFile(bytes, fileName);
  const image = images.find(({ hex, at }) => startsWith(bytes, hex, at));
  if (image && (image.format !== 'bmp' || startsWith(bytes, '424d'))) return image.format;
  for (const { hex, at, name } of foreign) {
    if (!startsWith(bytes, hex, at)) continue;
    throw new UserError('document.unsupported', `"${fileName}" is ${name}, which is not read.`);
  }
  const head = new TextDecoder().decode(bytes.subarray(0, 2_048)).replace(/\0/g, '').trimStart();
  const isMarkup =
    /^(?:<!doctype\s+html|<html[\s>]|<\?xml[^>]*>\s*<!doctype\s+html|<\?xml[^>]*>\s*<html)/i.test(head);
  if (named !== undefined && binary.has(named)) {
    const is = isMarkup ? 'an HTML page' : 'something else';
    throw new UserError(
      'document.broken',
      `"${fileName}" is named like a ${named.toUpperCase()} file, but is ${is}.`,
    );
  }
  if (isMarkup) return 'html';
  return named ?? (mailHeader.test(head.replaceAll('\r', '')) ? 'eml' : 'text');
}

function formatByName(fileName: string, mediaType?: string): Format | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase();
  const named = extension === undefined ? undefined : byExtension[extension];
  if (named) return named;
  const bare = mediaType?.split(';')[0]!.trim().toLowerCase();
  if (bare === 'text/x-markdown') return 'markdown';
  if (bare === 'application/xhtml+xml') return 'html';
  return Object.entries(mediaTypes).find(([, type]) => type === bare)?.[0] as Format | undefined;
}

/** An OLE compound file: an Outlook message, an encrypted OOXML document, or a format from before 2007. */
function sniffCompoundFile(bytes: Uint8Array, fileName: string): Format {
  const names = namesIn(bytes, fileName);
  if (names?.has('__properties_version1.0')) return 'msg';
  const isOoxmlName = /\.(?:docx|xlsx|pptx)[mx]?$/i.test(fileName);
  const isEncrypted = names
    ? names.has('EncryptedPackage')
    : indexOf(bytes, [...'EncryptedPackage'].join('\0')) >= 0;
  if (isEncrypted || isOoxmlName) {
    throw new UserError(
      'document.encrypted',
      `"${fileName}" is protected by a password or by rights management.`,
    );
  }
  const known = Object.keys(older).find((name) => names?.has(name));
  throw new UserError(
    'document.unsupported',
    `"${fileName}" is ${known === undefined ? 'in an Office format from before 2007' : older[known]!}.`,
  );
}

function namesIn(bytes: Uint8Array, fileName: string): ReadonlySet<string> | undefined {
  try {
    return new Set(new CompoundFile(bytes, fileName).root.children.keys());
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function startsWith(bytes: Uint8Array, hex: string, at = 0): boolean {
  return Buffer.from(bytes.subarray(at, at + hex.length / 2)).toString('hex') === hex;
}

function indexOf(bytes: Uint8Array, ascii: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(ascii, 0, 'latin1');
}
