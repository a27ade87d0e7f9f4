import type { AnswerOutcome, RetrievalRecord } from '@groundwork/answering';

/** What JSON makes of a retrieval record: its time is text. */
export type StoredRetrieval = Omit<RetrievalRecord, 'searchedAt'> & { readonly searchedAt: string };

type Stored<Outcome> = Outcome extends AnswerOutcome
  ? Omit<Outcome, 'createdAt' | 'retrieval'> & {
      readonly createdAt: string;
      readonly retrieval: StoredRetrieval;
    }
  : never;

export type StoredOutcome = Stored<AnswerOutcome>;

export function toRetrieval(stored: StoredRetrieval): RetrievalRecord {
  return { ...stored, searchedAt: new Date(stored.searchedAt) };
}

export function toOutcome(stored: StoredOutcome): AnswerOutcome {
  return {
    ...stored,
    createdAt: new Date(stored.createdAt),
    retrieval: toRetrieval(stored.retrieval),
  };
}
