import { actorOf } from '@groundwork/access';
import type { AnswerOutcome, Citation } from '@groundwork/answering';
import { MessageId, newId, type Principal, UserError } from '@groundwork/kernel';
import type { Transaction } from '../database/database.ts';
import { storable, toJson } from '../database/storable.ts';
import { recordCosts } from './record-costs.ts';
import { recordKpiEvent } from './record-kpi-event.ts';

/** The place of an Abstention's nearest passages among the sentences. */
export const nearestSentence = -1;

interface SentenceRow {
  readonly ordinal: number;
  readonly text: string | null;
  readonly citations: number;
}

/** See `AnswerStore.saveAnswer`. */
export async function saveAnswer(
  tx: Transaction,
  principal: Principal,
  outcome: AnswerOutcome,
): Promise<void> {
  const { conversationId } = outcome;
  if (conversationId) {
    const found = await tx.query('SELECT id FROM conversation WHERE id = $1', [conversationId]);
    if (found.length === 0) {
      throw new UserError('conversation.not-found', `No Conversation ${conversationId}`);
    }
  }
  const kept = await holdDocuments(tx, outcome);
  await insertAnswer(tx, principal, outcome);
  await insertSentences(tx, outcome, kept);
  if (outcome.rejected.length > 0) await insertRejected(tx, outcome, kept);
  await recordCosts(tx, outcome.costs, `answer:${outcome.id}`);
  if (conversationId) await insertMessages(tx, outcome, conversationId);
  await recordKpiEvent(tx, {
    at: outcome.createdAt,
    name: 'question.answered',
    subject: outcome.id,
    properties: kpiProperties(outcome),
  });
}

/**
 * Which of the Documents behind the outcome still have a row, held until the end: an erasure waits, and then finds
 * what is written here. The text of one that was erased meanwhile is not written at all.
 */
async function holdDocuments(tx: Transaction, outcome: AnswerOutcome): Promise<ReadonlySet<string>> {
  const ids = [
    ...new Set([...outcome.retrieval.passages, ...citationsOf(outcome)].map((one) => one.documentId)),
  ];
  if (ids.length === 0) return new Set();
  await tx.as('worker');
  const rows = await tx.query<{ id: string }>(
    'SELECT id FROM document WHERE id = ANY ($1::uuid[]) ORDER BY id FOR KEY SHARE',
    [ids],
  );
  await tx.as('app');
  return new Set(rows.map((row) => row.id));
}

async function insertAnswer(tx: Transaction, principal: Principal, outcome: AnswerOutcome): Promise<void> {
  await tx.query(
    `INSERT INTO answer (tenant_id, id, owner, conversation_id, kind, question, standalone_question, language, retrieval,
                         settings, costs, timings, cached, confidence, reason, message, sentences, created_at)
     VALUES (current_tenant(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      outcome.id,
      actorOf(principal),
      outcome.conversationId,
      outcome.kind,
      storable(outcome.question),
      storable(outcome.standaloneQuestion),
      outcome.language,
      toJson(outcome.retrieval),
      toJson(outcome.settings),
      toJson(outcome.costs),
      toJson(outcome.timings),
      outcome.cached,
      outcome.kind === 'answer' ? outcome.confidence : undefined,
      outcome.kind === 'abstention' ? outcome.reason : undefined,
      outcome.kind === 'abstention' ? storable(outcome.message) : undefined,
      outcome.kind === 'answer' ? outcome.sentences.length : 0,
      outcome.createdAt,
    ],
  );
}

async function insertSentences(
  tx: Transaction,
  outcome: AnswerOutcome,
  kept: ReadonlySet<string>,
): Promise<void> {
  const sentences: SentenceRow[] = [];
  const citations: Record<string, unknown>[] = [];
  const add = (sentence: number, of: readonly Citation[]) => {
    for (const [ordinal, citation] of of.entries()) {
      if (kept.has(citation.documentId)) citations.push(toRow(sentence, ordinal, citation));
    }
  };
  if (outcome.kind === 'abstention') add(nearestSentence, outcome.nearest);
  else {
    for (const [ordinal, sentence] of outcome.sentences.entries()) {
      const whole = sentence.citations.every((citation) => kept.has(citation.documentId));
      const text = whole ? sentence.text : null;
      sentences.push({ ordinal, text, citations: sentence.citations.length });
      add(ordinal, sentence.citations);
    }
  }
  await tx.query(
    `INSERT INTO answer_sentence (tenant_id, answer_id, ordinal, text, citations)
     SELECT current_tenant(), $1, s.* FROM jsonb_to_recordset($2::jsonb) AS s (ordinal integer, text text, citations integer)`,
    [outcome.id, toJson(sentences)],
  );
  await tx.query(
    `INSERT INTO answer_citation (tenant_id, answer_id, sentence, ordinal, chunk_id, document_id, version_id, external_id,
                                  title, page, span_start, span_end, quote)
     SELECT current_tenant(), $1, c.* FROM jsonb_to_recordset($2::jsonb) AS c (sentence integer, ordinal integer,
            chunk_id bigint, document_id uuid, version_id uuid, external_id text, title text, page integer,
            span_start integer, span_end integer, quote text)`,
    [outcome.id, toJson(citations)],
  );
}

function toRow(sentence: number, ordinal: number, citation: Citation): Record<string, unknown> {
  return {
    sentence,
    ordinal,
    chunk_id: citation.chunkId,
    document_id: citation.documentId,
    version_id: citation.versionId,
    external_id: citation.externalId,
    title: citation.title,
    page: citation.page,
    span_start: citation.span.start,
    span_end: citation.span.end,
    quote: citation.quote,
  };
}

async function insertRejected(
  tx: Transaction,
  outcome: AnswerOutcome,
  kept: ReadonlySet<string>,
): Promise<void> {
  const documents = [...new Set(outcome.retrieval.passages.map((passage) => passage.documentId))];
  if (!documents.every((id) => kept.has(id))) return;
  await tx.query(
    `INSERT INTO answer_rejection (tenant_id, answer_id, document_ids, sentences)
     VALUES (current_tenant(), $1, $2, $3)`,
    [outcome.id, documents, toJson(outcome.rejected)],
  );
}

async function insertMessages(
  tx: Transaction,
  outcome: AnswerOutcome,
  conversationId: string,
): Promise<void> {
  const reply = outcome.kind === 'abstention' ? outcome.message : '';
  await tx.query(
    `INSERT INTO message (tenant_id, id, conversation_id, role, text, answer_id, created_at)
     VALUES (current_tenant(), $1, $3, 'customer', $4, NULL, $6), (current_tenant(), $2, $3, 'assistant', $5, $7, $6)`,
    [
      newId(MessageId),
      newId(MessageId),
      conversationId,
      storable(outcome.question),
      storable(reply),
      outcome.createdAt,
      outcome.id,
    ],
  );
}

function citationsOf(outcome: AnswerOutcome): readonly Citation[] {
  return outcome.kind === 'answer' ? outcome.sentences.flatMap((one) => one.citations) : outcome.nearest;
}

/** The wide row that KPIs are computed from: facts and counts, no text. */
function kpiProperties(outcome: AnswerOutcome): Record<string, unknown> {
  const sum = (of: (cost: AnswerOutcome['costs'][number]) => number) =>
    outcome.costs.reduce((total, cost) => total + of(cost), 0);
  return {
    kind: outcome.kind,
    ...(outcome.kind === 'answer'
      ? { sentences: outcome.sentences.length, confidence: outcome.confidence }
      : { reason: outcome.reason }),
    ...(outcome.conversationId && { conversationId: outcome.conversationId }),
    rejected: outcome.rejected.map((sentence) => sentence.reason),
    passages: outcome.retrieval.passages.length,
    cached: outcome.cached,
    language: outcome.language,
    settings: outcome.settings,
    models: [...new Set(outcome.costs.map((cost) => `${cost.provider}:${cost.model}`))],
    inputTokens: sum((cost) => cost.inputTokens),
    outputTokens: sum((cost) => cost.outputTokens),
    costUsd: sum((cost) => cost.costUsd),
    ...outcome.timings,
  };
}
