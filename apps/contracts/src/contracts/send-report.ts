import type { ReportFile } from '@groundwork/review';
import { leftOutHeader } from '@groundwork/protocol';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** A file to save. Its name is ASCII and, beside that, whole (RFC 6266). What it lacks is told in a header. */
export function sendReport(
  reply: FastifyReply,
  { fileName, mediaType, content, leftOut }: ReportFile,
): StreamableFile {
  if (leftOut.length > 0) reply.header(leftOutHeader, encodeURIComponent(JSON.stringify(leftOut)));
  const ascii = fileName.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  return new StreamableFile(content, {
    type: mediaType,
    disposition: `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    length: content.byteLength,
  });
}
