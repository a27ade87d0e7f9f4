import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { indexFeatures, type LinearModel } from './linear-model.ts';

/**
 * A quantised LinearModel with what belongs to it, as bytes with Brotli over them: length of the header (32 bits), header
 * (JSON, padded to four), features (32 bits, ascending), scales and biases (32-bit floats), weights (8 bits).
 * Little-endian, like every machine that Node runs on.
 */
interface Packed {
  readonly features: number;
  readonly width: number;
  readonly header: unknown;
}

export function packModel(header: unknown, { index, width, scales, bias, weights }: LinearModel): Buffer {
  if (!scales || !(weights instanceof Int8Array)) throw new TypeError('Only a quantised model is packed');
  const packed: Packed = { features: index.features.length, width, header };
  const json = Buffer.from(JSON.stringify(packed));
  const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(padded.length);
  const parts = [index.features, scales, bias, weights].map(bytesOf);
  return brotliCompressSync(Buffer.concat([length, padded, ...parts]), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
}

export function unpackModel(file: Uint8Array): { readonly header: unknown; readonly linear: LinearModel } {
  const bytes = brotliDecompressSync(file);
  const headerEnd = 4 + bytes.readUInt32LE(0);
  const { features, width, header } = JSON.parse(bytes.subarray(4, headerEnd).toString()) as Packed;
  // Copied, so that the numbers begin where their size asks for.
  const { buffer } = Uint8Array.from(bytes.subarray(headerEnd));
  const linear = {
    width,
    index: indexFeatures(new Uint32Array(buffer, 0, features)),
    scales: new Float32Array(buffer, features * 4, features),
    bias: new Float32Array(buffer, features * 8, width),
    weights: new Int8Array(buffer, features * 8 + width * 4, features * width),
  };
  return { header, linear };
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
