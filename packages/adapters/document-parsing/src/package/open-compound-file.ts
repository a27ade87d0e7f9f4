import { UserError } from '@groundwork/kernel';

/** A stream, or a storage with what lies in it by name. */
export interface CompoundEntry {
  readonly name: string;
  readonly isStorage: boolean;
  readonly children: ReadonlyMap<string, CompoundEntry>;
  readonly start: number;
  readonly size: number;
}

interface RawEntry {
  readonly entry: CompoundEntry & { readonly children: Map<string, CompoundEntry> };
  readonly left: number;
  readonly right: number;
  readonly child: number;
}

const none = 0xffffffff;
const entryBytes = 128;
const mostEntries = 100_000;

/**
 * A compound file (MS-CFB), the small file system inside Office files from before 2007, Outlook messages and encrypted
 * documents. Chains are followed at most once round, so that none of its tables can lead in circles.
 */
export class CompoundFile {
  readonly root: CompoundEntry;
  private readonly view: DataView;
  private readonly sectorBytes: number;
  private readonly miniBytes: number;
  private readonly cutoff: number;
  private readonly table: Uint32Array;
  private readonly miniTable: Uint32Array;
  private readonly miniStream: Uint8Array;

  /** Throws `UserError('document.broken')` where the tables lead nowhere. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly fileName: string,
  ) {
    if (bytes.length < 512) throw this.broken();
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const [shift, miniShift] = [this.view.getUint16(30, true), this.view.getUint16(32, true)];
    if ((shift !== 9 && shift !== 12) || miniShift !== 6) throw this.broken();
    this.sectorBytes = 1 << shift;
    this.miniBytes = 1 << miniShift;
    this.cutoff = this.view.getUint32(56, true);
    this.table = this.readTable();
    const entries = this.readEntries();
    this.root = entries[0]?.entry ?? this.fail();
    this.miniTable = toNumbers(this.chain(this.view.getUint32(60, true)));
    this.miniStream = this.chain(this.root.start).subarray(0, this.root.size);
    connect(entries);
  }

  /** The bytes of a stream. Throws `UserError('document.broken')`. */
  read({ start, size }: CompoundEntry): Uint8Array {
    if (size === 0) return new Uint8Array(0);
    if (size > this.bytes.length) throw this.broken();
    const bytes = size < this.cutoff ? this.miniChain(start, size) : this.chain(start, size);
    if (bytes.length < size) throw this.broken();
    return bytes.subarray(0, size);
  }

  /** Where each sector's successor stands: its own sectors are listed in the header, then in sectors of their own. */
  private readTable(): Uint32Array {
    const perSector = this.sectorBytes / 4;
    const most = Math.ceil(this.bytes.length / this.sectorBytes);
    const sectors: number[] = [];
    for (let index = 0; index < 109; index++) sectors.push(this.view.getUint32(76 + index * 4, true));
    let list = this.view.getUint32(68, true);
    for (let round = 0; list < 0xfffffffa && round < most; round++) {
      const numbers = toNumbers(this.sector(list));
      sectors.push(...numbers.subarray(0, perSector - 1));
      list = numbers[perSector - 1]!;
    }
    const used = sectors.filter((sector) => sector < 0xfffffffa).slice(0, most);
    const table = new Uint32Array(used.length * perSector);
    for (const [index, sector] of used.entries())
      table.set(toNumbers(this.sector(sector)), index * perSector);
    return table;
  }

  private readEntries(): RawEntry[] {
    const directory = this.chain(this.view.getUint32(48, true));
    if (directory.length / entryBytes > mostEntries) {
      throw new UserError('document.unsafe', `"${this.fileName}" holds more than ${mostEntries} parts.`);
    }
    const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
    const decoder = new TextDecoder('utf-16le');
    return Array.from({ length: Math.floor(directory.length / entryBytes) }, (_, index) => {
      const at = index * entryBytes;
      const nameBytes = Math.min(64, Math.max(0, view.getUint16(at + 64, true) - 2));
      const type = view.getUint8(at + 66);
      return {
        entry: {
          name: decoder.decode(directory.subarray(at, at + nameBytes)),
          isStorage: type === 1 || type === 5,
          children: new Map(),
          start: view.getUint32(at + 116, true),
          size: view.getUint32(at + 120, true),
        },
        left: view.getUint32(at + 68, true),
        right: view.getUint32(at + 72, true),
        child: view.getUint32(at + 76, true),
      };
    });
  }

  private sector(number: number): Uint8Array {
    const start = (number + 1) * this.sectorBytes;
    if (start >= this.bytes.length) throw this.broken();
    const bytes = this.bytes.subarray(start, start + this.sectorBytes);
    if (bytes.length === this.sectorBytes) return bytes;
    // Some programs leave the last sector short.
    const whole = new Uint8Array(this.sectorBytes);
    whole.set(bytes);
    return whole;
  }

  private chain(start: number, size = Number.POSITIVE_INFINITY): Uint8Array {
    const parts: Uint8Array[] = [];
    for (
      let at = start;
      at < 0xfffffffa && parts.length * this.sectorBytes < size;
      at = this.table[at] ?? none
    ) {
      if (parts.length > this.table.length) throw this.broken();
      parts.push(this.sector(at));
    }
    return Buffer.concat(parts);
  }

  private miniChain(start: number, size: number): Uint8Array {
    const parts: Uint8Array[] = [];
    for (
      let at = start;
      at < 0xfffffffa && parts.length * this.miniBytes < size;
      at = this.miniTable[at] ?? none
    ) {
      if (parts.length > this.miniTable.length) throw this.broken();
      parts.push(this.miniStream.subarray(at * this.miniBytes, (at + 1) * this.miniBytes));
    }
    return Buffer.concat(parts);
  }

  private fail(): never {
    throw this.broken();
  }

  private broken(): UserError {
    return new UserError(
      'document.broken',
      `"${this.fileName}" cannot be read: its directory is cut or wrong.`,
    );
  }
}

/** Give each storage its children, which hang together as a tree of their own (§2.6.4). */
function connect(entries: readonly RawEntry[]): void {
  const seen = new Set<number>([0]);
  for (const { entry, child } of entries) {
    if (!entry.isStorage) continue;
    const stack = [child];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      const found = entries[index];
      if (!found || seen.has(index)) continue;
      seen.add(index);
      entry.children.set(found.entry.name, found.entry);
      stack.push(found.left, found.right);
    }
  }
}

function toNumbers(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) =>
    view.getUint32(index * 4, true),
  );
}
