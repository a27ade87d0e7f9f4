import type { Language } from '@groundwork/kernel';
import type { Field } from '../fields/field.ts';
import type { Review } from '../findings/review-contract.ts';

/** One contract of a batch as its summary shows it. */
export interface BatchEntry {
  readonly fileName: string;
  readonly status: string;
  /** Why it failed, for people. */
  readonly failure?: string;
  readonly pages?: number;
  readonly language?: string;
  readonly fields?: readonly Field[];
  readonly review?: Pick<Review, 'findings' | 'summary'>;
  /** By the key of a Finding: what people made of it. */
  readonly decisions?: ReadonlyMap<string, string>;
  /** Where its own report lies, relative to the summary. */
  readonly href?: string;
}

/** What the summary of a batch is made from. */
export interface BatchReport {
  readonly name: string;
  readonly language: Language;
  readonly entries: readonly BatchEntry[];
  /** How it was made: Playbook, stance, versions; in this order. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}
