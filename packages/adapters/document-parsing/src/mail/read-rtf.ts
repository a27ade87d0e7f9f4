import { decodeText } from '../decode-text.ts';

/** What the packer of every message has seen before its first byte (MS-OXRTFCP §2.1.3.1.5). */
const prelude =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const windowBytes = 4_096;

/**
 * The text of a body that Outlook keeps as compressed RTF only. `undefined` where there is none or it cannot be
 * unpacked. One byte unpacks to eight at most, so that its size needs no other limit than the file's.
 */
export function readRtf(packed: Uint8Array | undefined, encoding: string | undefined): string | undefined {
  const rtf = packed && unpack(packed);
  return rtf === undefined ? undefined : textOf(rtf, encoding);
}

/** MS-OXRTFCP: flags for eight tokens, each a byte or a reference into the last 4,096 bytes. */
function unpack(packed: Uint8Array): string | undefined {
  if (packed.length < 16) return undefined;
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const kind = view.getUint32(8, true);
  if (kind === 0x414c454d /* MELA: not packed */) return Buffer.from(packed.subarray(16)).toString('latin1');
  if (kind !== 0x75465a4c /* LZFu */) return undefined;
  const window = Buffer.alloc(windowBytes);
  window.write(prelude, 'latin1');
  let end = prelude.length;
  const parts: number[] = [];
  const put = (byte: number) => {
    parts.push(byte);
    window[end] = byte;
    end = (end + 1) % windowBytes;
  };
  for (let at = 16; at < packed.length;) {
    const flags = packed[at++]!;
    for (let bit = 0; bit < 8 && at < packed.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(packed[at++]!);
        continue;
      }
      if (at + 1 >= packed.length) return Buffer.from(parts).toString('latin1');
      const reference = view.getUint16(at, false);
      at += 2;
      const from = reference >> 4;
      if (from === end) return Buffer.from(parts).toString('latin1');
      for (let index = 0; index < (reference & 15) + 2; index++) put(window[(from + index) % windowBytes]!);
    }
  }
  return Buffer.from(parts).toString('latin1');
}

/** Groups that hold no text of the document. */
const silent = /^\\(?:\*|fonttbl|colortbl|stylesheet|info|pict|object|header|footer|generator|themedata)/;
const token = /\\'([0-9a-f]{2})|\\u(-?\d+)\??|\\([a-z]+)(-?\d+)? ?|\\([^a-z])|([{}])|([^\\{}]+)/gi;

/** The plain text of RTF: paragraphs, tabs and characters; looks go. */
function textOf(rtf: string, encoding: string | undefined): string {
  const parts: string[] = [];
  let bytes: number[] = [];
  let depth = 0;
  let silentFrom = Number.POSITIVE_INFINITY;
  const flush = () => {
    if (bytes.length > 0) parts.push(decodeText(Uint8Array.from(bytes), encoding)?.text ?? '');
    bytes = [];
  };
  for (const match of rtf.matchAll(token)) {
    const [, hex, unicode, word, , sign, brace, text] = match;
    if (brace === '{') {
      depth++;
      if (depth < silentFrom && silent.test(rtf.slice(match.index + 1, match.index + 16))) silentFrom = depth;
    } else if (brace === '}') {
      if (depth-- === silentFrom) silentFrom = Number.POSITIVE_INFINITY;
    }
    if (depth >= silentFrom) continue;
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else {
      flush();
      if (unicode !== undefined) parts.push(String.fromCharCode(Number(unicode) & 0xffff));
      else if (word === 'par' || word === 'line') parts.push('\n');
      else if (word === 'tab') parts.push('\t');
      else if (sign !== undefined) parts.push(/[{}\\]/.test(sign) ? sign : sign === '~' ? ' ' : '');
      else if (text !== undefined) parts.push(text.replace(/[\r\n]+/g, ''));
    }
  }
  flush();
  return parts.join('').replace(/\n/g, '\n\n').trim();
}
