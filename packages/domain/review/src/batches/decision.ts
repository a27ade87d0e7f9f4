import type { ContractId, Span } from '@groundwork/kernel';
import type { ClauseTypeId } from '../clause-types/clause-types.ts';

/**
 * What a person made of a Finding. `accepted` and `edited` count as true, `dismissed` and `wrong-span` as false
 * positives of its rule; `missed` names what no Finding said, a false negative.
 */
export const decisionKinds = ['accepted', 'dismissed', 'edited', 'wrong-span', 'missed'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** One Decision; the newest of a Finding counts. Append-only. */
export interface Decision {
  readonly contractId: ContractId;
  readonly kind: DecisionKind;
  /** Of the Finding; absent for what was `missed`. */
  readonly findingKey?: string;
  /** The rule that was right or wrong, or should have spoken. */
  readonly rule: string;
  readonly clauseType?: ClauseTypeId;
  /** Where, for `missed` and `wrong-span`. */
  readonly span?: Span;
  /** The wording in the Suggestion's place, for `edited`. */
  readonly text?: string;
  readonly note?: string;
  readonly actor: string;
  readonly at: Date;
}

/** How often a rule was right, by people's newest Decisions. */
export interface RuleQuality {
  readonly rule: string;
  readonly clauseType?: ClauseTypeId;
  /** Findings that it made, decided or not. */
  readonly findings: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}
