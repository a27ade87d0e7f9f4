import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { UserError } from '@groundwork/kernel';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** What is asked for in `Accept-Encoding`. */
export const acceptedEncodings = 'gzip, deflate, br';

/**
 * The body of a response, unpacked. `limit` in bytes holds for what arrives and for what it unpacks to, counted while
 * both happen, so that neither an endless body nor a bomb is ever held.
 * Throws `UserError`: `document.too-large`, `source.refused` for an encoding that was not asked for.
 */
export async function readBody(
  response: IncomingMessage,
  limit: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const tooLarge = new UserError('document.too-large', `The answer is larger than ${limit} bytes.`);
  if (Number(response.headers['content-length'] ?? 0) > limit) throw tooLarge;
  const parts: Buffer[] = [];
  let isTooLarge = false;
  const stages = decodersOf(response.headers['content-encoding']);
  async function* counted(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const part of source) {
      bytes += part.length;
      isTooLarge ||= bytes > limit;
      if (isTooLarge) throw tooLarge;
      yield part;
    }
  }
  const keep = async (source: AsyncIterable<Buffer>) => {
    for await (const part of counted(source)) parts.push(part);
  };
  // Never more than two encodings are unpacked, so the stages can be written out.
  const [first = new PassThrough(), second = new PassThrough()] = stages;
  await pipeline(response, counted, first, second, keep, { signal }).catch((error: unknown) => {
    // Which of its streams' errors a pipeline reports is a matter of luck.
    throw isTooLarge ? tooLarge : error;
  });
  return Buffer.concat(parts);
}

function decodersOf(header: string | undefined): Transform[] {
  const names = (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > 2 || names.some((name) => !decoders[name])) {
    throw new UserError(
      'source.refused',
      `The answer comes in an encoding that was not asked for: ${header}.`,
    );
  }
  // Applied in the order given, so undone in the reverse one (RFC 9110 §8.4).
  return names.reverse().map((name) => decoders[name]!());
}
