import type { Feedback, RetrievalRecord, StoredAnswer } from '@groundwork/answering';
import type { StoredAnswer as StoredAnswerBody } from '@groundwork/protocol';
import { toOutcome } from './to-outcome.ts';

export function toStoredAnswer({ outcome, withdrawn, outdated, feedback }: StoredAnswer): StoredAnswerBody {
  return {
    outcome: toOutcome(outcome),
    withdrawn,
    outdated,
    retrieval: toRetrievalRecord(outcome.retrieval),
    rejections: outcome.rejected.map((rejected) => rejected.reason),
    settings: { ...outcome.settings },
    feedback: feedback.map(toFeedback),
  };
}

function toRetrievalRecord(record: RetrievalRecord): StoredAnswerBody['retrieval'] {
  const { collections, space } = record;
  return {
    query: record.query,
    searchedAt: record.searchedAt.toISOString(),
    revision: record.revision,
    ...(collections ? { collections: [...collections] } : {}),
    grants: [...record.grants],
    ...(space === undefined ? {} : { space }),
    passages: record.passages.map((passage) => ({ ...passage, scores: { ...passage.scores } })),
  };
}

function toFeedback({ rating, comment, at }: Feedback): StoredAnswerBody['feedback'][number] {
  return { rating, ...(comment === undefined ? {} : { comment }), at: at.toISOString() };
}
