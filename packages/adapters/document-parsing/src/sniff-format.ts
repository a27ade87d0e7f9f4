import { UserError } from '@groundwork/kernel';

/** Formats this package tells apart; `text` is settled further by name. */
export type Format = 'pdf' | 'docx' | 'html' | 'markdown' | 'text' | 'json' | 'csv';

export const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html',
  markdown: 'text/markdown',
  text: 'text/plain',
  json: 'application/json',
  csv: 'text/csv',
} as const satisfies Record<Format, string>;

/** First bytes of formats that are not read, and what to call them. */
const foreign: readonly { readonly hex: string; readonly at?: number; readonly name: string }[] = [
  { hex: '89504e47', name: 'a PNG image' },
  { hex: 'ffd8ff', name: 'a JPEG image' },
  { hex: '47494638', name: 'a GIF image' },
  { hex: '49492a00', name: 'a TIFF image' },
  { hex: '4d4d002a', name: 'a TIFF image' },
  { hex: '57454250', at: 8, name: 'a WebP image' },
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
  pdf: 'pdf', docx: 'docx', html: 'html', htm: 'html', xhtml: 'html', md: 'markdown', markdown: 'markdown',
  txt: 'text', text: 'text', log: 'text', json: 'json', jsonl: 'json', ndjson: 'json', csv: 'csv', tsv: 'csv',
}; // prettier-ignore

/**
 * What the bytes are, first of all; only text is told apart by the sender's name and media type.
 * `zip` still has to prove to be a DOCX. Throws `UserError`: `document.unsupported`, `document.encrypted`,
 * `document.broken` where the name promises a PDF or a DOCX and the bytes are something else.
 */
export function sniffFormat(bytes: Uint8Array, fileName: string, mediaType?: string): Format | 'zip' {
  const named = formatByName(fileName, mediaType);
  if (indexOf(bytes.subarray(0, 1_024), '%PDF-') >= 0) return 'pdf';
  if (startsWith(bytes, '504b0304') || startsWith(bytes, '504b0506')) return 'zip';
  if (startsWith(bytes, 'd0cf11e0a1b11ae1')) throw compoundFile(bytes, fileName);
  for (const { hex, at, name } of foreign) {
    if (!startsWith(bytes, hex, at)) continue;
    throw new UserError('document.unsupported', `"${fileName}" is ${name}, which is not read.`);
  }
  const head = new TextDecoder().decode(bytes.subarray(0, 2_048)).replace(/\0/g, '').trimStart();
  const isMarkup =
    /^(?:<!doctype\s+html|<html[\s>]|<\?xml[^>]*>\s*<!doctype\s+html|<\?xml[^>]*>\s*<html)/i.test(head);
  if (named === 'pdf' || named === 'docx') {
    const is = isMarkup ? 'an HTML page' : 'something else';
    throw new UserError(
      'document.broken',
      `"${fileName}" is named like a ${named.toUpperCase()} file, but is ${is}.`,
    );
  }
  return isMarkup ? 'html' : (named ?? 'text');
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

/** An OLE compound file: an encrypted OOXML document, or a format from before 2007. */
function compoundFile(bytes: Uint8Array, fileName: string): UserError {
  const isOoxmlName = /\.(?:docx|xlsx|pptx)$/i.test(fileName);
  const isEncrypted = indexOf(bytes, [...'EncryptedPackage'].join('\0')) >= 0;
  return isEncrypted || isOoxmlName
    ? new UserError('document.encrypted', `"${fileName}" is protected by a password or by rights management.`)
    : new UserError('document.unsupported', `"${fileName}" is in an Office format from before 2007.`);
}

function startsWith(bytes: Uint8Array, hex: string, at = 0): boolean {
  return Buffer.from(bytes.subarray(at, at + hex.length / 2)).toString('hex') === hex;
}

function indexOf(bytes: Uint8Array, ascii: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(ascii, 0, 'latin1');
}
