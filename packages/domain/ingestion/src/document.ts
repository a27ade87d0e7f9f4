import type { CollectionId, DocumentId, DocumentVersionId, ErrorCode, Grant } from '@groundwork/kernel';

/**
 * Where a Document stands. `pending` has work waiting, `processing` is being worked on, `ready` and `failed` are
 * terminal until a new original arrives. A Document that failed on a new original goes on answering with its last
 * published version.
 */
export type DocumentStatus = 'pending' | 'processing' | 'ready' | 'failed';

export interface DocumentProgress {
  readonly stage: 'fetching' | 'waiting' | 'parsing' | 'chunking' | 'embedding' | 'publishing' | 'done';
  /** Units done and in all of this stage: pages while parsing, Chunks while embedding. */
  readonly done: number;
  readonly total: number;
}

/** An ingested source as its readers see it. */
export interface Document {
  readonly id: DocumentId;
  readonly collectionId: CollectionId;
  /** The caller's own name for it, unique in the Collection: a path, a URL, a row id. */
  readonly externalId: string;
  readonly title: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Of the original, in hexadecimal; absent while none has come. */
  readonly sha256?: string;
  readonly status: DocumentStatus;
  readonly progress: DocumentProgress;
  readonly failure?: { readonly code: ErrorCode; readonly message: string };
  readonly access: readonly Grant[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly currentVersion?: {
    readonly id: DocumentVersionId;
    readonly number: number;
    readonly pages: number;
    readonly chunks: number;
    readonly language: string;
    readonly flags: readonly DocumentFlag[];
  };
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Something a reader of answers should know about a Document, found while parsing. */
export interface DocumentFlag {
  readonly kind:
    | 'hidden-text'
    | 'page-failed'
    | 'no-text-page'
    | 'encoding-guessed'
    | 'injection-suspected'
    | 'active-content'
    | 'text-layer'
    /** The page is an image and was read by optical character recognition. */
    | 'recognized-text'
    /** So recognised, but with many doubtful characters. */
    | 'unsure-text'
    /** Something inside, such as an attachment, was left out for the reason given. */
    | 'part-skipped'
    /** The file breaks its format's rules; it was read as the detail says. */
    | 'malformed';
  readonly page?: number;
  readonly detail: string;
}

/** A Document as it arrives. `content` is the original, byte for byte. */
export interface NewDocument {
  readonly collectionId: CollectionId;
  readonly externalId: string;
  readonly title?: string;
  /** As the sender says; the parser looks at the bytes and decides. */
  readonly mediaType?: string;
  readonly content: Uint8Array;
  /** Of a new Document by default the Collection's; of one that is there, by default the one it has. */
  readonly access?: readonly Grant[];
  readonly metadata?: Readonly<Record<string, unknown>>;
}
