/** A report as somebody saves it. */
export interface ReportFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
  /** What could not be put into it, for people; empty where all is there. */
  readonly leftOut: readonly string[];
}

const mediaTypes = {
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export type ReportFormat = keyof typeof mediaTypes;

/** @param name without its ending. */
export function reportFile(
  name: string,
  format: ReportFormat,
  content: string | Uint8Array,
  leftOut: readonly string[] = [],
): ReportFile {
  return {
    fileName: `${name}.${format}`,
    mediaType: mediaTypes[format],
    content: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    leftOut,
  };
}

/** A file's name without its ending. */
export function stem(fileName: string): string {
  return fileName.replace(/\.[^.]{1,5}$/, '');
}
