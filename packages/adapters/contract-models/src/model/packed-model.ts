import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** What a model is made of: numbers in rows, and their kinds. */
type Numbers = Uint32Array | Float32Array | Int8Array;
const kinds = { u32: Uint32Array, f32: Float32Array, i8: Int8Array };

/**
 * Arrays of numbers with a header, as bytes with Brotli over them: length of the header (32 bits), header (JSON, padded
 * to four bytes), the arrays one after the other, each padded to four bytes. Little-endian, like every machine that
 * Node runs on.
 */
interface Packed {
  readonly arrays: readonly { readonly kind: keyof typeof kinds; readonly length: number }[];
  readonly header: unknown;
}

export function packModel(header: unknown, arrays: readonly Numbers[]): Buffer {
  const packed: Packed = {
    arrays: arrays.map((array) => ({ kind: kindOf(array), length: array.length })),
    header,
  };
  const json = padded(Buffer.from(JSON.stringify(packed)), ' ');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const parts = arrays.map((array) =>
    padded(Buffer.from(array.buffer, array.byteOffset, array.byteLength), 0),
  );
  return brotliCompressSync(Buffer.concat([length, json, ...parts]), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
}

export function unpackModel(file: Uint8Array): {
  readonly header: unknown;
  readonly arrays: readonly Numbers[];
} {
  const bytes = brotliDecompressSync(file);
  const headerEnd = 4 + bytes.readUInt32LE(0);
  const { arrays, header } = JSON.parse(bytes.subarray(4, headerEnd).toString()) as Packed;
  // Copied, so that the numbers begin where their size asks for.
  const { buffer } = Uint8Array.from(bytes.subarray(headerEnd));
  let offset = 0;
  return {
    header,
    arrays: arrays.map(({ kind, length }) => {
      const array = new kinds[kind](buffer, offset, length);
      offset += Math.ceil(array.byteLength / 4) * 4;
      return array;
    }),
  };
}

function kindOf(array: Numbers): keyof typeof kinds {
  if (array instanceof Uint32Array) return 'u32';
  return array instanceof Float32Array ? 'f32' : 'i8';
}

function padded(bytes: Buffer, fill: string | number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, fill)]);
}
