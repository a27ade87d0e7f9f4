import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import { isGroundworkError, UserError } from '@groundwork/kernel';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { invalidRequest } from './parse-request.ts';
import { toFileName, type UploadedFile, UploadedForm } from './uploaded-form.ts';

/** Names that hold JSON rather than text. */
const jsonFields = new Set(['access', 'externalIds', 'metadata']);

/**
 * Reads a multipart body to its end, files to `folder`. Nothing is done with any of it before all of it has come, so
 * an upload that is too large leaves nothing behind. Throws `UserError` (`request.too-large`, `request.invalid`) as
 * soon as it is known.
 */
export async function receiveUpload(
  request: FastifyRequest,
  {
    fields: schema,
    folder,
    limitBytes,
  }: { readonly fields: z.ZodType; readonly folder: string; readonly limitBytes: number },
): Promise<UploadedForm> {
  const files: UploadedFile[] = [];
  const fields: Record<string, unknown> = {};
  let left = limitBytes;
  try {
    // The parser's own limit reads a file that is too large to its end; one byte more leaves it to `spool`.
    for await (const part of request.parts({ limits: { fileSize: limitBytes + 1, files: 1_000 } })) {
      if (part.type === 'field') {
        fields[part.fieldname] = toFieldValue(part.fieldname, part.value, part.valueTruncated);
      } else {
        const file = await spool(part, join(folder, String(files.length)), left, limitBytes);
        left -= file.bytes;
        files.push(file);
      }
    }
  } catch (error) {
    throw toFormError(error);
  }
  if (files.length === 0) throw invalidRequest([{ path: 'body', message: 'The form holds no file.' }]);
  const parsed = schema.safeParse(fields);
  if (!parsed.success)
    throw invalidRequest(
      parsed.error.issues.map((issue) => ({
        path: ['body', ...issue.path].join('.'),
        message: issue.message,
      })),
    );
  return new UploadedForm(files, parsed.data);
}

async function spool(part: MultipartFile, path: string, left: number, limit: number): Promise<UploadedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    part.file,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.byteLength;
        if (bytes > left) throw tooLarge(limit);
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  );
  return {
    name: toFileName(part.filename),
    mediaType: part.mimetype,
    bytes,
    sha256: hash.digest('hex'),
    path,
  };
}

export function tooLarge(limit: number): UserError {
  return new UserError('request.too-large', `The upload is larger than ${limit} bytes.`, {
    details: { limitBytes: limit },
  });
}

/** The parser's complaints about a form have neither a status nor a system call; failures of the disk have. */
function toFormError(error: unknown): unknown {
  if (!(error instanceof Error) || isGroundworkError(error)) return error;
  if ('statusCode' in error || 'syscall' in error) return error;
  return invalidRequest([{ path: 'body', message: `The form cannot be read: ${error.message}.` }]);
}

function toFieldValue(name: string, value: unknown, truncated: boolean): unknown {
  if (truncated) throw invalidRequest([{ path: `body.${name}`, message: 'The field is too long.' }]);
  if (!jsonFields.has(name) || typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw invalidRequest([{ path: `body.${name}`, message: 'The field must hold JSON.' }]);
  }
}
