import type { ReportFile } from '@groundwork/review';
import { StreamableFile } from '@nestjs/common';

/** A file to save. Its name is ASCII and, beside that, whole (RFC 6266). */
export function toDownload({ fileName, mediaType, content }: ReportFile): StreamableFile {
  const ascii = fileName.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  return new StreamableFile(content, {
    type: mediaType,
    disposition: `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    length: content.byteLength,
  });
}
