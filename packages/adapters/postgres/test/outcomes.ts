import type { Answer, Abstention, Citation } from '@groundwork/answering';
import { AnswerId, type ConversationId, type DocumentId, newId, type Principal } from '@groundwork/kernel';
import type { Stores } from '@groundwork/postgres';
import { termsOf } from './world.ts';

/** What a search for `words` finds, as Citations of whole Chunks. */
export async function cite(stores: Stores, principal: Principal, words: string): Promise<Citation[]> {
  const { lexical, passages } = await stores.index.search(principal, { terms: termsOf(words), limit: 20 });
  return lexical.map(({ chunkId }) => {
    const passage = passages.get(chunkId)!;
    return {
      chunkId,
      documentId: passage.documentId,
      versionId: passage.versionId,
      externalId: passage.externalId,
      title: passage.title,
      span: passage.span,
      quote: passage.text,
    };
  });
}

export function answerOf(
  principal: Principal,
  sentences: readonly { text: string; citations: readonly Citation[] }[],
  extra: { conversationId?: ConversationId; rejected?: string; revision?: string } = {},
): Answer {
  const citations = sentences.flatMap((sentence) => sentence.citations);
  return {
    ...commonOf(principal, citations, extra),
    kind: 'answer',
    sentences,
    confidence: 0.9,
  };
}

export function abstentionOf(
  principal: Principal,
  nearest: readonly Citation[],
  extra: { conversationId?: ConversationId } = {},
): Abstention {
  return {
    ...commonOf(principal, nearest, extra),
    kind: 'abstention',
    reason: 'weak-evidence',
    message: 'No document says so.',
    nearest,
  };
}

function commonOf(
  principal: Principal,
  citations: readonly Citation[],
  extra: { conversationId?: ConversationId; rejected?: string; revision?: string },
) {
  const documents = new Map<DocumentId, Citation>(citations.map((one) => [one.documentId, one]));
  return {
    id: newId(AnswerId),
    ...(extra.conversationId && { conversationId: extra.conversationId }),
    question: 'What applies?',
    standaloneQuestion: 'What applies to me?',
    language: 'en',
    retrieval: {
      query: 'What applies to me?',
      searchedAt: new Date('2026-01-02T03:04:05.678Z'),
      revision: extra.revision ?? '1',
      grants: principal.grants,
      passages: [...documents.values()].map(({ chunkId, documentId, versionId }, index) => ({
        chunkId,
        documentId,
        versionId,
        rank: index + 1,
        scores: { lexical: 1.5, fused: 0.5 },
      })),
    },
    rejected: extra.rejected
      ? [{ text: extra.rejected, reason: 'unsupported' as const, detail: 'coverage' }]
      : [],
    settings: { answerer: 'test', threshold: 0.5 },
    costs: [
      {
        operation: 'chat' as const,
        purpose: 'answer' as const,
        provider: 'test',
        model: 'tiny',
        inputTokens: 100,
        outputTokens: 20,
        costUsd: 0.25,
      },
    ],
    timings: { searchMs: 3, firstSentenceMs: 5, totalMs: 9 },
    cached: false,
    createdAt: new Date('2026-01-02T03:04:06.000Z'),
  };
}
