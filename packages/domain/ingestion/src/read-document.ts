import { type DocumentId, type DocumentVersionId, type Principal, UserError } from '@groundwork/kernel';
import type { Document } from './document.ts';
import type { DocumentStore } from './stores.ts';

/** The texts of published versions, as far as the Principal may see them: grants alone count, no scope does. */
export interface DocumentTextStore {
  /** Undefined where the Document is not found, not visible or not published yet. */
  findText(
    principal: Principal,
    id: DocumentId,
  ): Promise<{ readonly versionId: DocumentVersionId; readonly text: string } | undefined>;
}

/** A part of a Document's text. Offsets count UTF-16 code units, as those of Citations do. */
export interface DocumentText {
  readonly document: Document;
  readonly versionId: DocumentVersionId;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Length of the whole text. */
  readonly length: number;
}

/** The published text of a Document, so that a reader can look at what a Citation quotes. */
export class ReadDocument {
  constructor(
    private readonly deps: { readonly documents: DocumentStore; readonly texts: DocumentTextStore },
  ) {}

  /** Throws `UserError('document.not-found')`, also while nothing of it is published. */
  async run(
    principal: Principal,
    id: DocumentId,
    part: { readonly start: number; readonly length: number },
  ): Promise<DocumentText> {
    const document = await this.deps.documents.find(principal, id);
    const found = document && (await this.deps.texts.findText(principal, id));
    if (!found) throw new UserError('document.not-found', `There is no document ${id} with a text to read.`);
    const start = Math.min(part.start, found.text.length);
    const end = Math.min(start + part.length, found.text.length);
    const { versionId, text } = found;
    return { document, versionId, text: text.slice(start, end), start, end, length: text.length };
  }
}
