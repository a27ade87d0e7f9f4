import type {
  AbstentionReason,
  AnswerOutcome,
  AnswerSentence,
  Citation,
  Feedback,
  RejectedSentence,
  StoredAnswer,
} from '@groundwork/answering';
import type {
  AnswerId,
  ChunkId,
  ConversationId,
  DocumentId,
  DocumentVersionId,
  Language,
} from '@groundwork/kernel';
import type { Transaction } from '../database/database.ts';
import { toRetrieval, type StoredRetrieval } from './outcome-json.ts';
import { nearestSentence } from './save-answer.ts';

interface AnswerRow {
  readonly id: AnswerId;
  readonly conversation_id: ConversationId | null;
  readonly kind: 'answer' | 'abstention';
  readonly question: string;
  readonly standalone_question: string;
  readonly language: Language;
  readonly retrieval: StoredRetrieval;
  readonly settings: AnswerOutcome['settings'];
  readonly costs: AnswerOutcome['costs'];
  readonly timings: AnswerOutcome['timings'];
  readonly cached: boolean;
  readonly confidence: number | null;
  readonly reason: AbstentionReason | null;
  readonly message: string | null;
  readonly sentences: number;
  readonly created_at: Date;
  readonly rejected: RejectedSentence[] | null;
}

interface CitationRow {
  readonly sentence: number;
  readonly chunk_id: ChunkId;
  readonly document_id: DocumentId;
  readonly version_id: DocumentVersionId;
  readonly external_id: string;
  readonly title: string;
  readonly page: number | null;
  readonly span_start: number;
  readonly span_end: number;
  readonly quote: string;
  readonly outdated: boolean;
}

/** See `AnswerStore.findAnswer`. What is no longer visible to the reader does not come out of the database. */
export async function readAnswer(tx: Transaction, id: AnswerId): Promise<StoredAnswer | undefined> {
  const [row] = await tx.query<AnswerRow>(
    `SELECT a.*, r.sentences AS rejected
       FROM answer a LEFT JOIN answer_rejection r ON r.tenant_id = a.tenant_id AND r.answer_id = a.id
      WHERE a.id = $1`,
    [id],
  );
  if (!row) return undefined;
  const sentences = await tx.query<{ ordinal: number; text: string }>(
    'SELECT ordinal, text FROM answer_sentence WHERE answer_id = $1 ORDER BY ordinal',
    [id],
  );
  const citations = await tx.query<CitationRow>(
    `SELECT c.sentence, c.chunk_id, c.document_id, c.version_id, c.external_id, c.title, c.page, c.span_start,
            c.span_end, c.quote, d.version_id <> c.version_id AS outdated
       FROM answer_citation c JOIN document d ON d.tenant_id = c.tenant_id AND d.id = c.document_id
      WHERE c.answer_id = $1 ORDER BY c.sentence, c.ordinal`,
    [id],
  );
  const feedback = await tx.query<{ rating: Feedback['rating']; comment: string | null; at: Date }>(
    'SELECT rating, comment, at FROM answer_feedback WHERE answer_id = $1 ORDER BY id',
    [id],
  );
  const shown = sentences.map(({ ordinal, text }) => ({ text, citations: citationsOf(citations, ordinal) }));
  return {
    outcome: toOutcome(row, shown, citationsOf(citations, nearestSentence)),
    withdrawn: row.sentences - shown.length,
    outdated: citations.some((citation) => citation.outdated),
    feedback: feedback.map(({ rating, comment, at }) => ({
      rating,
      ...(comment !== null && { comment }),
      at,
    })),
  };
}

function toOutcome(
  row: AnswerRow,
  sentences: readonly AnswerSentence[],
  nearest: readonly Citation[],
): AnswerOutcome {
  const common = {
    id: row.id,
    ...(row.conversation_id && { conversationId: row.conversation_id }),
    question: row.question,
    standaloneQuestion: row.standalone_question,
    language: row.language,
    retrieval: toRetrieval(row.retrieval),
    rejected: row.rejected ?? [],
    settings: row.settings,
    costs: row.costs,
    timings: row.timings,
    cached: row.cached,
    createdAt: row.created_at,
  };
  return row.kind === 'answer'
    ? { ...common, kind: 'answer', sentences, confidence: row.confidence ?? 0 }
    : {
        ...common,
        kind: 'abstention',
        reason: row.reason ?? 'no-passages',
        message: row.message ?? '',
        nearest,
      };
}

function citationsOf(rows: readonly CitationRow[], sentence: number): Citation[] {
  return rows
    .filter((row) => row.sentence === sentence)
    .map((row) => ({
      chunkId: row.chunk_id,
      documentId: row.document_id,
      versionId: row.version_id,
      externalId: row.external_id,
      title: row.title,
      ...(row.page !== null && { page: row.page }),
      span: { start: row.span_start, end: row.span_end },
      quote: row.quote,
    }));
}
