import type { Span } from '@groundwork/kernel';
import type { ClauseTypeId } from '../clause-types/clause-types.ts';
import type { FindingVerdict, Severity } from '../findings/finding.ts';
import type { CheckSource } from './check-source.ts';

/** The same words in both languages; the contract's own is shown. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** One thing that a check has found. */
export interface CheckHit {
  /** At least one, the telling one first; none only of what is missing. */
  readonly spans: readonly Span[];
  /** Why it matters, with the values found. */
  readonly rationale: Bilingual;
  readonly title?: Bilingual;
  readonly severity?: Severity;
  readonly verdict?: FindingVerdict;
  /** Of what is missing: where it was looked for. */
  readonly searched?: string;
  readonly suggestion?: {
    readonly kind: 'replace' | 'insert-after' | 'delete';
    readonly at?: Span;
    readonly text: string;
  };
  readonly confidence: number;
  /** Who gains by it, as the contract calls them: for their side it is no finding. */
  readonly favours?: readonly string[];
}

/** A built-in check: a rule that anyone can recompute, without a model. */
export interface Check {
  /** Stable: Playbooks and people's decisions refer to it. */
  readonly id: string;
  readonly title: Bilingual;
  readonly severity: Severity;
  readonly clauseType?: ClauseTypeId;
  readonly legalBasis?: Partial<Bilingual>;
  /** Found wrong too often to speak unasked; a Playbook may turn it on. */
  readonly silent?: true;
  find(source: CheckSource): readonly CheckHit[];
}
