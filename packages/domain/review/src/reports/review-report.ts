import type { Language } from '@groundwork/kernel';
import type { ContractText } from '../contract/contract-text.ts';
import type { Field } from '../fields/field.ts';
import type { Review } from '../findings/review-contract.ts';
import type { ContractStructure } from '../structure/contract-structure.ts';

/** What a report on one contract is made from. */
export interface ReviewReport {
  readonly fileName: string;
  readonly contract: ContractText;
  readonly structure?: ContractStructure;
  readonly fields: readonly Field[];
  readonly review: Review;
  /** Of the report's own words; by default the contract's. */
  readonly language?: Language;
  readonly reviewedAt: Date;
}

/**
 * The stable JSON form of a report, `format` 1: what `contracts review --json` prints. Offsets count UTF-16 code units
 * of `text`; every quote is `text.slice(start, end)`.
 */
export function toReviewJson({
  fileName,
  contract,
  structure,
  fields,
  review,
  reviewedAt,
}: ReviewReport): object {
  return {
    format: 1,
    kind: 'contract-review',
    file: fileName,
    reviewedAt: reviewedAt.toISOString(),
    language: contract.language,
    pages: contract.pages,
    flags: contract.flags,
    summary: review.summary,
    findings: review.findings,
    compliant: review.compliant,
    undecided: review.undecided,
    fields,
    ...(structure && { structure }),
    text: contract.text,
  };
}
