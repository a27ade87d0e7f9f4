/** A file of an upload, spooled to disk. */
export interface UploadedFile {
  /** A name and nothing more: no folders, no control characters. */
  readonly name: string;
  /** As the sender says. */
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Where it lies until the request ends. */
  readonly path: string;
}

/** The body of a `multipart/form-data` request, read completely. */
export class UploadedForm<Fields = unknown> {
  constructor(
    readonly files: readonly UploadedFile[],
    /** As the route's `upload` schema made them. */
    readonly fields: Fields,
  ) {}
}

const longest = 500;

/** The last part of what a sender calls a file, whichever way its slashes lean. */
export function toFileName(sent: string | undefined): string {
  const last = (sent ?? '').split(/[\\/]/).at(-1) ?? '';
  const name = last.replaceAll(/\p{Cc}/gu, '').trim();
  if (name === '' || name === '.' || name === '..') return 'unnamed';
  return name.length <= longest ? name : `${name.slice(0, longest - 20)}…${name.slice(-19)}`;
}
