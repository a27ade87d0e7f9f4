import { decodeText } from '../decode-text.ts';
import type { CompoundEntry, CompoundFile } from '../package/open-compound-file.ts';

/** Windows code pages by the labels of the WHATWG Encoding Standard, as far as mail is written in them. */
const codePages: Readonly<Record<number, string>> = {
  874: 'windows-874', 932: 'shift_jis', 936: 'gb18030', 949: 'euc-kr', 950: 'big5', 20127: 'windows-1252',
  20866: 'koi8-r', 28591: 'iso-8859-1', 50220: 'iso-2022-jp', 51932: 'euc-jp', 51949: 'euc-kr', 52936: 'gb18030',
  54936: 'gb18030', 65001: 'utf-8',
}; // prettier-ignore

/**
 * The properties of a message, a recipient or an attachment (MS-OXMSG §2.4): long ones are streams of their own, short
 * ones stand in a table. Names are those of MS-OXPROPS without their type, such as `0037` for the subject.
 */
export class OutlookProperties {
  private readonly fixed = new Map<string, DataView>();

  constructor(
    private readonly file: CompoundFile,
    private readonly storage: CompoundEntry,
    private readonly encoding: string | undefined,
    /** Bytes before the table: 32 at the top, 24 in a message inside, 8 elsewhere. */
    headerBytes: number,
  ) {
    const table = storage.children.get('__properties_version1.0');
    if (!table) return;
    const bytes = file.read(table);
    for (let at = headerBytes; at + 16 <= bytes.length; at += 16) {
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, 16);
      this.fixed.set(view.getUint16(2, true).toString(16).padStart(4, '0').toUpperCase(), view);
    }
  }

  text(id: string): string | undefined {
    const wide = this.bytes(id, '001F');
    if (wide) return new TextDecoder('utf-16le').decode(wide).replace(/\0+$/, '');
    const narrow = this.bytes(id, '001E');
    return narrow === undefined ? undefined : this.decode(narrow, this.encoding).replace(/\0+$/, '');
  }

  bytes(id: string, type = '0102'): Uint8Array | undefined {
    const stream = this.storage.children.get(`__substg1.0_${id}${type}`);
    return stream && !stream.isStorage ? this.file.read(stream) : undefined;
  }

  number(id: string): number | undefined {
    return this.fixed.get(id)?.getUint32(8, true);
  }

  /** A FILETIME: tenths of a microsecond since 1601. */
  date(id: string): Date | undefined {
    const ticks = this.fixed.get(id)?.getBigUint64(8, true);
    if (ticks === undefined || ticks === 0n) return undefined;
    const date = new Date(Number(ticks / 10_000n) - 11_644_473_600_000);
    return Number.isNaN(date.getTime()) ? undefined : date;
  }

  decode(bytes: Uint8Array, declared: string | undefined): string {
    return decodeText(bytes, declared)?.text ?? new TextDecoder(declared ?? 'windows-1252').decode(bytes);
  }
}

/** Code pages of Windows by the languages that are not written in Windows-1252 (low ten bits of a locale's number). */
const byLanguage: Readonly<Record<number, number>> = {
  0x11: 932, 0x12: 949, 0x1e: 874, 0x08: 1253, 0x0d: 1255, 0x01: 1256, 0x29: 1256, 0x1f: 1254, 0x2a: 1258,
  0x05: 1250, 0x0e: 1250, 0x15: 1250, 0x18: 1250, 0x1a: 1250, 0x1b: 1250, 0x24: 1250, 0x19: 1251, 0x22: 1251, 0x02: 1251,
}; // prettier-ignore
const traditionalChinese = new Set([0x0404, 0x0c04, 0x1404]);

/** The label of a Windows code page. */
export function encodingOf(codePage: number | undefined): string | undefined {
  if (codePage === undefined) return undefined;
  return codePages[codePage] ?? (codePage >= 1_250 && codePage <= 1_258 ? `windows-${codePage}` : undefined);
}

/** What programs without Unicode wrote in a language, by the number of its locale. */
export function encodingOfLocale(locale: number | undefined): string | undefined {
  if (locale === undefined) return undefined;
  const language = locale & 0x3ff;
  if (language === 0x04) return traditionalChinese.has(locale) ? 'big5' : 'gb18030';
  return encodingOf(byLanguage[language] ?? 1_252);
}
