import type { Evidence } from '../contract/evidence.ts';
import type { ClauseTypeId } from '../clause-types/clause-types.ts';

export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** What was judged. Compliant results are kept apart and are never Findings. */
export const findingVerdicts = ['deviates', 'missing', 'red-line'] as const;
export type FindingVerdict = (typeof findingVerdicts)[number];

/** Verdict on a Clause, or on its absence, against a Policy or a built-in check, with Evidence. */
export interface Finding {
  /** Stable within one review of one contract: rule, then where: the same contract reviewed again has the same keys. */
  readonly key: string;
  /** Policy id of the Playbook, or the id of the built-in check. */
  readonly rule: string;
  readonly source: 'policy' | 'check';
  readonly clauseType?: ClauseTypeId;
  readonly verdict: FindingVerdict;
  readonly severity: Severity;
  /** What is wrong, in one line, in the contract's language. */
  readonly title: string;
  /** Why it matters; the Policy's or the check's own words, filled with the values found. */
  readonly rationale: string;
  /** A missing Clause has none, and `searched` instead. */
  readonly evidence: readonly Evidence[];
  /** What was looked for and where, of something absent. */
  readonly searched?: string;
  readonly legalBasis?: string;
  readonly suggestion?: Suggestion;
  readonly confidence: number;
  /** By a rule that anyone can recompute, or judged by a model (and then proven by the verifier). */
  readonly basis: 'deterministic' | 'judged';
  readonly escalate?: string;
}

/** Wording that would mend it: in place of a span of the contract, or to be added after one. */
export interface Suggestion {
  readonly kind: 'replace' | 'insert-after' | 'delete';
  readonly at?: Evidence;
  readonly text: string;
}
