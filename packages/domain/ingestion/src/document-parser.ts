import type { ParsedDocument } from './parsed-document.ts';

/** What one original may cost before its parse is stopped. */
export interface ParseLimits {
  readonly timeoutMs: number;
  /** Resident memory of the child process. */
  readonly memoryBytes: number;
  /** Bytes after inflating, counted while inflating. */
  readonly inflatedBytes: number;
  readonly pages: number;
  /** Page images of one original that are read by optical character recognition; none where absent. */
  readonly recognizedPages?: number;
  /** What the recognition of one page may take. It does not count against `timeoutMs`. */
  readonly recognitionMs?: number;
}

export const defaultParseLimits: ParseLimits = {
  timeoutMs: 60_000,
  memoryBytes: 768 * 1024 * 1024,
  inflatedBytes: 256 * 1024 * 1024,
  pages: 5_000,
  recognizedPages: 500,
  recognitionMs: 120_000,
};

/**
 * Reads an original. Throws `UserError` with a `document.*` code for what the sender can mend, whatever the bytes;
 * never hangs past `timeoutMs`, never harms this process. JSONL rows are Documents of their own: see `splitJsonl`.
 */
export interface DocumentParser {
  parse(
    original: { readonly content: Uint8Array; readonly fileName: string; readonly mediaType?: string },
    options: {
      readonly limits: ParseLimits;
      readonly signal?: AbortSignal;
      readonly onProgress?: (pagesDone: number, pagesTotal: number) => void;
    },
  ): Promise<ParsedDocument>;
  /** Formats it reads, as media types. */
  readonly mediaTypes: readonly string[];
}
