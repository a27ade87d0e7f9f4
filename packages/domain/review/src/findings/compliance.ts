import type { ClauseTypeId } from '../clause-types/clause-types.ts';
import type { Evidence } from '../contract/evidence.ts';

/** A Policy that is met: for the checklist of a report, never a Finding. */
export interface Compliance {
  readonly rule: string;
  readonly clauseType: ClauseTypeId;
  readonly title: string;
  /** Which position is met; `present` and `absent` of a Policy that asks for no more than that. */
  readonly position: 'preferred' | 'fallback' | 'present' | 'absent';
  /** The position in the Playbook's words. */
  readonly text?: string;
  readonly evidence: readonly Evidence[];
  readonly confidence: number;
  readonly basis: 'deterministic' | 'judged';
}

/** A Policy on which nothing can be said without a person or a model: neither met nor deviated from. */
export interface Undecided {
  readonly rule: string;
  readonly clauseType: ClauseTypeId;
  readonly title: string;
  /** `needs-judgement`: its position is in words only, or the value it compares was not found; `no-source`: a model judged it with quotes that are not in the contract. */
  readonly reason: 'needs-judgement' | 'no-source';
  readonly evidence: readonly Evidence[];
}
