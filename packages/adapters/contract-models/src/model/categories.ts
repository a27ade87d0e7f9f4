import { clauseTypes, type ClauseTypeId } from '@groundwork/review';
import type { Candidate } from '../reading/candidate.ts';

/** A CUAD category as a column of the model. */
export interface Category {
  readonly type: ClauseTypeId;
  readonly cuad: string;
  /** What kinds of candidates can be of it. */
  readonly kinds: readonly Candidate['kind'][];
}

const kindsOf: Partial<Record<ClauseTypeId, Category['kinds']>> = {
  'document-name': ['title'],
  'agreement-date': ['date'],
  'effective-date': ['date', 'unit'],
};

/** The 41 categories, in the order of the catalogue: columns of every matrix of the model. */
export const categories: readonly Category[] = clauseTypes.flatMap((type) =>
  'cuad' in type && type.cuad !== undefined
    ? [{ type: type.id, cuad: type.cuad, kinds: kindsOf[type.id] ?? ['unit'] }]
    : [],
);
