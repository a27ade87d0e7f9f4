import { UserError } from '@groundwork/kernel';
import { inflateSync } from 'node:zlib';
import { Unzlib } from 'fflate';

const filters = /\/(?:FlateDecode|Fl)\b/g;
/** Bytes before a stream in which its dictionary is looked for. */
const dictionaryBytes = 1_024;
const step = 4 * 1024;

/**
 * Inflate every compressed stream of a PDF but images, counting only, before a library unpacks them whole: pdf.js
 * has no limit of its own. Streams that do not inflate are left to it. Throws `UserError('document.unsafe')`.
 */
export function guardStreams(content: Uint8Array, fileName: string, inflatedBytes: number): void {
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  let total = 0;
  const count = (bytes: number) => {
    total += bytes;
    if (total <= inflatedBytes) return;
    throw new UserError(
      'document.unsafe',
      `"${fileName}" unpacks to more than the limit of ${inflatedBytes} bytes.`,
    );
  };
  for (let at = buffer.indexOf('stream'); at >= 0; at = buffer.indexOf('stream', at + 6)) {
    if (buffer[at - 1] === 0x64 /* endstream */) continue;
    const head = buffer.toString('latin1', Math.max(0, at - dictionaryBytes), at);
    const dictionary = head.slice(head.lastIndexOf('obj') + 1);
    const layers = dictionary.match(filters)?.length ?? 0;
    if (layers === 0 || /\/(?:Subtype\s*\/Image|DCTDecode|JPXDecode)/.test(dictionary)) continue;
    let start = at + 6;
    if (buffer[start] === 0x0d) start++;
    if (buffer[start] === 0x0a) start++;
    const end = buffer.indexOf('endstream', start);
    countInflated(content.subarray(start, end < 0 ? content.length : end), layers, count);
    at = end < 0 ? content.length : end;
  }
}

/** Each layer feeds the next; what every one of them yields counts. */
function countInflated(data: Uint8Array, layers: number, count: (bytes: number) => void): void {
  if (layers === 1) {
    const inflated = inflateSmall(data);
    if (inflated !== undefined) return count(inflated);
  }
  let sink: (bytes: Uint8Array) => void = () => {};
  for (let layer = 0; layer < layers; layer++) {
    const next = sink;
    const inflate = new Unzlib((bytes) => {
      count(bytes.length);
      next(bytes);
    });
    sink = (bytes) => {
      // Small steps: one of them unpacks to about a thousand times its size at most.
      for (let at = 0; at < bytes.length; at += step) inflate.push(bytes.subarray(at, at + step));
    };
  }
  try {
    sink(data);
  } catch (error) {
    if (error instanceof UserError) throw error;
  }
}

/** Most streams are small and whole; the rest is counted in steps. */
const small = 4 * 1024 * 1024;

function inflateSmall(data: Uint8Array): number | undefined {
  try {
    return inflateSync(data, { maxOutputLength: small }).length;
  } catch {
    return undefined;
  }
}
