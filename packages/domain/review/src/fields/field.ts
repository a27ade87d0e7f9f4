import type { Evidence } from '../contract/evidence.ts';

/** A value in the one form that can be compared and computed with. */
export type FieldValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'party'; readonly name: string; readonly role?: string }
  /** ISO 8601 calendar date. */
  | { readonly kind: 'date'; readonly date: string }
  | {
      readonly kind: 'duration';
      readonly amount: number;
      readonly unit: 'day' | 'business-day' | 'month' | 'year';
    }
  /** ISO 4217 code; `amount` as a decimal string, exact. */
  | { readonly kind: 'money'; readonly amount: string; readonly currency?: string }
  /** 20 % is 20. */
  | { readonly kind: 'percentage'; readonly percent: number }
  /** ISO 3166 code where the place has one. */
  | { readonly kind: 'jurisdiction'; readonly name: string; readonly code?: string }
  | { readonly kind: 'flag'; readonly value: boolean };

export const fieldNames = [
  'document-name',
  'party',
  'agreement-date',
  'effective-date',
  'expiration-date',
  'term',
  'renewal-term',
  'renewal-notice',
  /** Last day on which notice against renewal is in time, computed. */
  'renewal-notice-deadline',
  'termination-notice',
  'contract-amount',
  'payment-term',
  'deposit',
  'late-payment-rate',
  'liquidated-damages',
  'liability-cap',
  'warranty-period',
  'confidentiality-term',
  'governing-law',
  'dispute-forum',
] as const;
export type FieldName = (typeof fieldNames)[number];

/** Something typed that a contract says, or that it was searched for and not found. */
export type Field =
  | {
      readonly name: FieldName;
      readonly status: 'present';
      readonly value: FieldValue;
      /** What it was read from; of a computed value (effective date + term), all it was computed from. */
      readonly evidence: readonly Evidence[];
      readonly derivation: 'stated' | 'computed';
      /** Calibrated, 0…1. */
      readonly confidence: number;
    }
  | {
      readonly name: FieldName;
      readonly status: 'absent';
      /** What was looked for and where, for people: "price, amount, 价款; 12 clauses". */
      readonly searched: string;
      readonly confidence: number;
    };
