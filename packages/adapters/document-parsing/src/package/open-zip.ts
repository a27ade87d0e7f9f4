import { UserError } from '@groundwork/kernel';
import { Inflate } from 'fflate';
import type { Original, ParseContext } from '../parse-original.ts';

interface Entry {
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly compressed: number;
  readonly declared: number;
  readonly offset: number;
}

const mostEntries = 20_000;
/** From this size on, a part that was packed a hundredfold is no document: text packs five- to fifteenfold. */
const plausible = { bytes: 32 * 2 ** 20, ratio: 100 };
/** Bytes fed to the inflater at once: one step never yields more than about a thousand times as much. */
const step = 16 * 1024;

/** Bytes that may be inflated in all, and how many were; shared by the parts of one original. */
export interface InflationBudget {
  readonly limit: number;
  used: number;
}

/**
 * A ZIP archive in memory, read by its central directory (APPNOTE 6.3.10 §4.3.12). Entries are streamed to the
 * caller and counted while inflating: what an archive says about its own sizes is believed only as an upper bound.
 */
export class ZipArchive {
  private readonly entries = new Map<string, Entry>();

  /** Throws `UserError`: `document.broken` without a directory, `document.unsafe` for too many entries. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly fileName: string,
    private readonly budget: InflationBudget,
  ) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = findEnd(view);
    if (end === undefined) throw this.broken('it has no directory');
    const count = view.getUint16(end + 10, true);
    if (count > mostEntries) throw new UserError('document.unsafe', `"${fileName}" holds ${count} parts.`);
    let at = view.getUint32(end + 16, true);
    for (let index = 0; index < count; index++) {
      if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
        throw this.broken('its directory is cut');
      const nameLength = view.getUint16(at + 28, true);
      // Names are only compared, never opened: "../x" leads nowhere.
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      this.entries.set(name.replace(/^\//, ''), {
        method: view.getUint16(at + 10, true),
        isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
        compressed: view.getUint32(at + 20, true),
        declared: view.getUint32(at + 24, true),
        offset: view.getUint32(at + 42, true),
      });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  }

  /** Open an original within the limits of its parse. */
  static open({ content, fileName }: Original, { limits, inflation }: ParseContext): ZipArchive {
    return new ZipArchive(content, fileName, inflation ?? { limit: limits.inflatedBytes, used: 0 });
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Stream an entry's bytes. Throws `UserError`: `document.broken`, `document.encrypted`, `document.unsafe`. */
  read(name: string, onBytes: (bytes: Uint8Array, isLast: boolean) => void): void {
    const entry = this.entries.get(name);
    if (!entry) throw this.broken(`the part ${name} is missing`);
    if (entry.isEncrypted)
      throw new UserError('document.encrypted', `"${this.fileName}" is protected by a password.`);
    const data = this.dataOf(entry);
    let size = 0;
    const count = (bytes: Uint8Array, isLast: boolean) => {
      size += bytes.length;
      this.budget.used += bytes.length;
      const isBomb = size > plausible.bytes && size > plausible.ratio * entry.compressed;
      if (isBomb || size > entry.declared || this.budget.used > this.budget.limit)
        throw this.unsafe(name, entry, size);
      onBytes(bytes, isLast);
    };
    if (entry.method === 0) return count(data, true);
    if (entry.method !== 8) throw this.broken(`the part ${name} is packed in an unknown way`);
    const inflate = new Inflate(count);
    try {
      for (let at = 0; at < data.length || at === 0; at += step) {
        inflate.push(data.subarray(at, at + step), at + step >= data.length);
      }
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw this.broken(`the part ${name} cannot be unpacked`);
    }
  }

  private dataOf(entry: Entry): Uint8Array {
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    const at = entry.offset;
    if (at + 30 > this.bytes.length || view.getUint32(at, true) !== 0x04034b50)
      throw this.broken('a part is cut');
    const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    if (start + entry.compressed > this.bytes.length) throw this.broken('a part is cut');
    return this.bytes.subarray(start, start + entry.compressed);
  }

  private broken(why: string): UserError {
    return new UserError('document.broken', `"${this.fileName}" cannot be read: ${why}.`);
  }

  private unsafe(name: string, entry: Entry, size: number): UserError {
    const why =
      size > entry.declared
        ? `says it holds ${entry.declared} bytes but unpacks to more`
        : `unpacks to more than the limit of ${this.budget.limit} bytes or than any text does`;
    return new UserError('document.unsafe', `"${this.fileName}" was not read: its part ${name} ${why}.`);
  }
}

/** The end-of-directory record: 22 bytes and a comment of at most 65,535 before the end of the file. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return undefined;
}
