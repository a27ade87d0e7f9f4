import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { ErrorBody } from './error-body.ts';
import { AnswerId, ChunkId, CollectionId, ConversationId, DocumentId, DocumentVersionId } from './ids.ts';
import { Passage, PassageScores, Span } from './search.ts';

/** `quote` is byte for byte the text of the document version at `span`. */
export const Citation = z.object({
  chunkId: ChunkId,
  documentId: DocumentId,
  versionId: DocumentVersionId,
  externalId: z.string(),
  title: z.string(),
  page: z.int().exactOptional(),
  span: Span,
  quote: z.string(),
});
export type Citation = z.infer<typeof Citation>;

/** A sentence that was verified against every quote it cites. */
export const AnswerSentence = z.object({ text: z.string(), citations: z.array(Citation).min(1) });
export type AnswerSentence = z.infer<typeof AnswerSentence>;

export const Usage = z.object({ inputTokens: z.int(), outputTokens: z.int() });

const common = {
  id: AnswerId,
  conversationId: ConversationId.exactOptional(),
  question: z.string(),
  standaloneQuestion: z.string().describe('The question as searched, after rewriting with the conversation.'),
  language: z.string(),
  rejected: z.int().describe('Drafted sentences that failed verification and were not shown.'),
  cached: z.boolean(),
  usage: Usage,
  costUsd: z.number(),
  timings: z.object({
    searchMs: z.number(),
    firstSentenceMs: z.number().exactOptional(),
    totalMs: z.number(),
  }),
  createdAt: z.iso.datetime(),
};

export const Answer = z.object({
  ...common,
  kind: z.literal('answer'),
  text: z.string().describe('The sentences, joined.'),
  sentences: z.array(AnswerSentence),
  confidence: z.number().describe('Calibrated probability that the answer is right, 0 to 1.'),
});
export type Answer = z.infer<typeof Answer>;

/** A declared lack of evidence: a result, not an error. */
export const Abstention = z.object({
  ...common,
  kind: z.literal('abstention'),
  reason: z.enum(['no-passages', 'weak-evidence', 'nothing-verified', 'model-failed', 'out-of-scope']),
  message: z.string(),
  nearest: z.array(Citation).describe('What came nearest, to look at; not an answer.'),
});
export type Abstention = z.infer<typeof Abstention>;

export const AnswerOutcome = z.discriminatedUnion('kind', [Answer, Abstention]);
export type AnswerOutcome = z.infer<typeof AnswerOutcome>;

/** Parts of an answer's event stream, in this order: start, passages, one delta per verified sentence, one ending. */
export const AnswerStreamPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer-start'), answerId: AnswerId }),
  z.object({ type: z.literal('passages-found'), passages: z.array(Passage) }),
  z.object({ type: z.literal('answer-delta'), sentence: AnswerSentence }),
  z.object({ type: z.literal('answer-end'), answer: Answer }),
  z.object({ type: z.literal('answer-abstain'), abstention: Abstention }),
  z.object({ type: z.literal('error'), error: ErrorBody.shape.error }),
]);
export type AnswerStreamPart = z.infer<typeof AnswerStreamPart>;

export const Feedback = z.object({
  rating: z.enum(['helpful', 'unhelpful']),
  comment: z.string().exactOptional(),
  at: z.iso.datetime(),
});

/** What was searched and found, by ids and scores. */
export const RetrievalRecord = z.object({
  query: z.string(),
  searchedAt: z.iso.datetime(),
  revision: z.string(),
  collections: z.array(z.string()).exactOptional(),
  grants: z.array(z.string()),
  space: z.string().exactOptional(),
  passages: z.array(
    z.object({
      rank: z.int(),
      chunkId: ChunkId,
      documentId: DocumentId,
      versionId: DocumentVersionId,
      scores: PassageScores,
    }),
  ),
});

const Setting = z.union([z.string(), z.number(), z.boolean()]);

/** An outcome as read later, what is no longer visible taken out. */
export const StoredAnswer = z.object({
  outcome: AnswerOutcome,
  withdrawn: z.int().describe('Sentences left out because a source was deleted or is no longer visible.'),
  outdated: z.boolean().describe('A cited document has a newer version.'),
  retrieval: RetrievalRecord,
  rejections: z.array(z.string()).describe('Why each rejected sentence was rejected.'),
  settings: z.record(z.string(), Setting),
  feedback: z.array(Feedback),
});
export type StoredAnswer = z.infer<typeof StoredAnswer>;

const byId = z.object({ id: AnswerId });

export const createAnswer = defineRoute({
  name: 'createAnswer',
  method: 'POST',
  path: '/v1/answers',
  summary: 'Answer a question with proof, or abstain. As JSON, or as events with stream: true.',
  scope: ['answer'],
  body: z.strictObject({
    question: z.string().trim().min(1),
    collections: z.array(CollectionId).min(1).max(100).exactOptional(),
    conversationId: ConversationId.exactOptional(),
    stream: z
      .boolean()
      .exactOptional()
      .describe('Default: true where the header Accept asks for text/event-stream.'),
  }),
  status: 200,
  response: AnswerOutcome,
  stream: AnswerStreamPart,
  idempotent: 'by-id',
  errors: ['answer.question-too-long', 'collection.not-found', 'conversation.not-found', 'model.unavailable'],
});

export const getAnswer = defineRoute({
  name: 'getAnswer',
  method: 'GET',
  path: '/v1/answers/:id',
  summary: 'Read an answer with its retrieval record; sentences whose sources are gone are left out.',
  scope: ['answer', 'audit'],
  params: byId,
  status: 200,
  response: StoredAnswer,
  errors: ['answer.not-found'],
});

export const recordFeedback = defineRoute({
  name: 'recordFeedback',
  method: 'POST',
  path: '/v1/answers/:id/feedback',
  summary: 'Say whether an answer helped.',
  scope: ['answer'],
  params: byId,
  body: z.strictObject({ rating: Feedback.shape.rating, comment: z.string().max(4_000).exactOptional() }),
  status: 204,
  idempotent: true,
  errors: ['answer.not-found'],
});
