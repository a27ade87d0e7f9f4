import type {
  CollectionId,
  DocumentId,
  DocumentVersionId,
  EmbeddingSpaceId,
  ErrorCode,
  Grant,
  Language,
  Principal,
  TenantId,
} from '@groundwork/kernel';
import type { Chunk } from './chunk.ts';
import type { Collection } from './collection.ts';
import type { Document, DocumentFlag, DocumentProgress, DocumentStatus, NewDocument } from './document.ts';

/** Collections that the Principal may see: those whose access list it is on; all with the scope `admin`. */
export interface CollectionStore {
  /** Throws `UserError('collection.exists')` for a name in use. */
  create(principal: Principal, collection: Collection): Promise<void>;
  find(principal: Principal, id: CollectionId): Promise<Collection | undefined>;
  findByName(principal: Principal, name: string): Promise<Collection | undefined>;
  list(principal: Principal): Promise<Collection[]>;
}

export interface DocumentPage {
  readonly documents: readonly Document[];
  readonly nextCursor?: string;
}

/** What was made of one original. */
export interface Registration {
  readonly document: Document;
  readonly outcome: 'created' | 'changed' | 'unchanged';
}

/** Documents as readers and managers see them. What a Principal may not see does not exist for it. */
export interface DocumentStore {
  /**
   * Store the originals, set their Documents `pending` and record `document.created` of new ones, in one transaction.
   * The same bytes, title, access and metadata as the newest original change nothing and give `unchanged`; a changed
   * access or metadata alone takes effect at once without new work. In the order given: of two for one Document the
   * second finds the first. Throws `UserError('collection.not-found')` for all where one's Collection is not there.
   */
  register(principal: Principal, documents: readonly NewDocument[]): Promise<Registration[]>;
  find(principal: Principal, id: DocumentId): Promise<Document | undefined>;
  list(
    principal: Principal,
    filter: {
      collectionId?: CollectionId;
      status?: DocumentStatus;
      ids?: readonly DocumentId[];
      limit: number;
      cursor?: string;
    },
  ): Promise<DocumentPage>;
  /** Takes effect on chunks, vectors, postings and cached answers when it commits. False where not found. */
  setAccess(principal: Principal, id: DocumentId, access: readonly Grant[]): Promise<boolean>;
  /**
   * `delete` keeps a tombstone and the history that audits read; `erase` removes the text everywhere, stored
   * answers included. False where not found.
   */
  remove(principal: Principal, id: DocumentId, mode: 'delete' | 'erase'): Promise<boolean>;
  /** Set a `failed` Document `pending` again and its claims to zero. False where not found or not failed. */
  retry(principal: Principal, id: DocumentId): Promise<boolean>;
}

/** One Document's work as claimed by a job. */
export interface IngestionWork {
  readonly tenantId: TenantId;
  readonly documentId: DocumentId;
  readonly collectionId: CollectionId;
  /** Grows with every new original; a publish for an older one is refused. */
  readonly revision: number;
  /** Claims of this revision since it arrived or was last retried, this one included; from 1. */
  readonly claims: number;
  readonly fileName: string;
  readonly title?: string;
  readonly mediaType?: string;
  readonly content: Uint8Array;
}

/** A Chunk ready for search: its terms (with repetitions counted) and its vector in each live EmbeddingSpace. */
export interface IndexedChunk extends Chunk {
  readonly terms: ReadonlyMap<string, number>;
  readonly vectors: ReadonlyMap<EmbeddingSpaceId, Float32Array>;
}

export interface NewVersion {
  readonly id: DocumentVersionId;
  readonly title: string;
  readonly mediaType: string;
  readonly text: string;
  readonly language: Language;
  readonly pages: number;
  readonly flags: readonly DocumentFlag[];
  readonly chunks: readonly IndexedChunk[];
}

/** How far the work on one original is. */
export interface ProgressReport {
  readonly work: IngestionWork;
  readonly progress: DocumentProgress;
}

/** The job's side: acts for the Tenant, not for a reader. */
export interface IngestionStore {
  /**
   * Mark the newest original as being worked on and count the claim, in one transaction: a process that dies over
   * a Document leaves its claim behind. `undefined` where there is nothing (left) to do: ready, failed, removed.
   */
  claim(tenantId: TenantId, documentId: DocumentId): Promise<IngestionWork | undefined>;
  /**
   * The same for several at once; as far as they are fewer than `most`, and all of them small, also for others of the
   * Tenant that wait (`pending`), the longest waiting first, each of at most so many bytes.
   */
  claimTogether(
    tenantId: TenantId,
    documentIds: readonly DocumentId[],
    most: { readonly documents: number; readonly bytes: number },
  ): Promise<IngestionWork[]>;
  /** Also the sign of life that keeps the sweep away. All in one statement: each Document once. */
  reportProgress(tenantId: TenantId, reports: readonly ProgressReport[]): Promise<void>;
  /**
   * Replace the published version with this one: text, chunks, postings, vectors and cached answers in one
   * transaction. False, with nothing changed, where a newer original arrived, the Document was removed, or this
   * original is published already.
   */
  publish(work: IngestionWork, version: NewVersion): Promise<boolean>;
  fail(work: IngestionWork, failure: { code: ErrorCode; message: string }): Promise<void>;
  /** Documents `pending` or `processing` with no sign of life since `before`, of every Tenant. */
  findStuck(before: Date, limit: number): Promise<{ tenantId: TenantId; documentId: DocumentId }[]>;
}
