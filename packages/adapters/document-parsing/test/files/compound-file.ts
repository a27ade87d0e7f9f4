/** What a compound file holds: streams as bytes, storages as their own contents. */
export interface Storage {
  readonly [name: string]: Uint8Array | Storage;
}

const sectorBytes = 512;
const [endOfChain, free] = [0xfffffffe, 0xffffffff];

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly content: Uint8Array;
  child: number;
  right: number;
  start: number;
}

/** A small compound file (MS-CFB, version 3); every stream lies in sectors of its own, for the cutoff is 0. */
export function compoundFile(root: Storage): Uint8Array {
  const entries: Entry[] = [entryOf('Root Entry', 5, new Uint8Array(0))];
  const add = (storage: Storage, parent: Entry) => {
    let before: Entry | undefined;
    for (const [name, content] of Object.entries(storage)) {
      const isStream = content instanceof Uint8Array;
      const entry = entryOf(name, isStream ? 2 : 1, isStream ? content : new Uint8Array(0));
      const index = entries.push(entry) - 1;
      if (before) before.right = index;
      else parent.child = index;
      before = entry;
      if (!isStream) add(content, entry);
    }
  };
  add(root, entries[0]!);
  const sectors: Uint8Array[] = [];
  const table: number[] = [];
  const store = (content: Uint8Array): number => {
    if (content.length === 0) return endOfChain;
    const start = sectors.length;
    for (let at = 0; at < content.length; at += sectorBytes) {
      const sector = new Uint8Array(sectorBytes);
      sector.set(content.subarray(at, at + sectorBytes));
      sectors.push(sector);
      table.push(sectors.length);
    }
    table[table.length - 1] = endOfChain;
    return start;
  };
  for (const entry of entries) entry.start = store(entry.content);
  const directory = store(Buffer.concat(entries.map(toBytes)));
  const tables = Math.ceil((table.length + 1) / (sectorBytes / 4 - 1));
  const first = sectors.length;
  for (let index = 0; index < tables; index++) table.push(0xfffffffd);
  const numbers = Buffer.alloc(tables * sectorBytes, 0xff);
  for (const [index, next] of table.entries()) numbers.writeUInt32LE(next, index * 4);
  const header = Buffer.alloc(sectorBytes, 0xff);
  header.fill(0, 0, 76);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(tables, 44);
  header.writeUInt32LE(directory, 48);
  header.writeUInt32LE(endOfChain, 60);
  header.writeUInt32LE(endOfChain, 68);
  for (let index = 0; index < tables; index++) header.writeUInt32LE(first + index, 76 + index * 4);
  return Buffer.concat([header, ...sectors, numbers]);
}

function entryOf(name: string, type: number, content: Uint8Array): Entry {
  return { name, type, content, child: free, right: free, start: endOfChain };
}

function toBytes({ name, type, content, child, right, start }: Entry): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 'utf16le');
  bytes.writeUInt16LE(name.length * 2 + 2, 64);
  bytes[66] = type;
  bytes.writeUInt32LE(free, 68);
  bytes.writeUInt32LE(right, 72);
  bytes.writeUInt32LE(child, 76);
  bytes.writeUInt32LE(start, 116);
  bytes.writeUInt32LE(content.length, 120);
  return bytes;
}
