import type { ContractText } from '../contract/contract-text.ts';
import type { ContractPart } from '../comparison/contract-part.ts';
import type { Finding } from '../findings/finding.ts';
import type { ReportSheet } from './batch-sheets.ts';

/** What goes into a DOCX besides its text: who wrote it, and when. */
export interface Authorship {
  readonly author: string;
  readonly date: Date;
}

/** Reads and writes the formats of office programs. Throws `UserError` (`document.*`) for files that are no DOCX. */
export interface ContractDocuments {
  /** Headers, footers, notes, comments, pending changes and images of a DOCX. */
  readParts(content: Uint8Array, contract: ContractText, fileName: string): readonly ContractPart[];
  /**
   * A DOCX with its Findings as comments and their Suggestions as tracked changes: accepting all gives the suggested
   * text, refusing all the original. What cannot be placed exactly is `refused` and named, never put elsewhere.
   */
  redlineFindings(
    input: {
      readonly content: Uint8Array;
      readonly fileName: string;
      readonly contract: ContractText;
      readonly findings: readonly Finding[];
    } & Authorship,
  ): {
    readonly content: Uint8Array;
    readonly refused: readonly { readonly key: string; readonly what: string; readonly reason: string }[];
  };
  /** The old DOCX with tracked changes that lead to the new one; `unapplied` says what could not be written so. */
  redlineVersions(
    input: {
      readonly before: Uint8Array;
      readonly after: Uint8Array;
      readonly fileName: string;
    } & Authorship,
  ): { readonly content: Uint8Array; readonly unapplied: readonly string[] };
  /** XLSX whose cells are text and numbers, never formulas. */
  writeWorkbook(sheets: readonly ReportSheet[]): Uint8Array;
}
