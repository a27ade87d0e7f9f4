import type {
  AnswerId,
  ChunkId,
  ConversationId,
  DocumentId,
  DocumentVersionId,
  Language,
  Span,
} from '@groundwork/kernel';

/** A span of an Answer's sentence backed by a quoted span of a source. `quote` is byte-identical to the source. */
export interface Citation {
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly versionId: DocumentVersionId;
  readonly externalId: string;
  readonly title: string;
  readonly page?: number;
  /** Into the DocumentVersion's text: `quote === version.text.slice(span.start, span.end)`. */
  readonly span: Span;
  readonly quote: string;
}

/** A sentence that passed verification. It has at least one Citation. */
export interface AnswerSentence {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** Why a drafted sentence was not shown. Closed, so that every reason is counted. */
export type RejectionReason =
  | 'no-citation'
  | 'unknown-passage'
  | 'quote-not-found'
  | 'unsupported'
  | 'number'
  | 'date'
  | 'unit'
  | 'name'
  | 'negation'
  | 'instruction'
  | 'not-visible'
  | 'verifier-failed';

export interface RejectedSentence {
  readonly text: string;
  readonly reason: RejectionReason;
  readonly detail: string;
}

/** Why there is no answer. */
export type AbstentionReason =
  'no-passages' | 'weak-evidence' | 'nothing-verified' | 'model-failed' | 'out-of-scope';

/** What was searched and found: enough to replay. Holds ids and scores, not text. */
export interface RetrievalRecord {
  readonly query: string;
  readonly searchedAt: Date;
  readonly revision: string;
  readonly collections?: readonly string[];
  readonly grants: readonly string[];
  readonly space?: string;
  readonly passages: readonly {
    readonly chunkId: ChunkId;
    readonly documentId: DocumentId;
    readonly versionId: DocumentVersionId;
    readonly rank: number;
    readonly scores: { readonly lexical?: number; readonly vector?: number; readonly fused: number };
  }[];
}

/** One paid or local model call. Sums of these are the only source of cost figures. */
export interface CostEntry {
  readonly operation: 'chat' | 'embedding' | 'rerank';
  readonly purpose: 'rewrite' | 'answer' | 'query' | 'ingestion' | 'review';
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
  /** True where the provider did not count the tokens and we did, by length. */
  readonly estimated?: boolean;
  /** What it was spent on, where that is not what the whole record is of. */
  readonly subject?: string;
}

interface AnswerCommon {
  readonly id: AnswerId;
  readonly conversationId?: ConversationId;
  readonly question: string;
  /** The question as searched, after rewriting with the Conversation's history. */
  readonly standaloneQuestion: string;
  readonly language: Language;
  readonly retrieval: RetrievalRecord;
  readonly rejected: readonly RejectedSentence[];
  /** Answerer, verifier and thresholds in force, by name and version. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly costs: readonly CostEntry[];
  readonly timings: {
    readonly searchMs: number;
    readonly firstSentenceMs?: number;
    readonly totalMs: number;
  };
  readonly cached: boolean;
  readonly createdAt: Date;
}

export interface Answer extends AnswerCommon {
  readonly kind: 'answer';
  readonly sentences: readonly AnswerSentence[];
  /** Calibrated probability that the answer is right, 0…1. */
  readonly confidence: number;
}

/** A declared lack of evidence: a result, not an error. */
export interface Abstention extends AnswerCommon {
  readonly kind: 'abstention';
  readonly reason: AbstentionReason;
  /** What the reader is told, in the question's language. */
  readonly message: string;
  /** Offered so that the reader can look; never presented as an answer. */
  readonly nearest: readonly Citation[];
}

export type AnswerOutcome = Answer | Abstention;
