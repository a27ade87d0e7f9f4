import type { TokenUsage } from '@groundwork/inference';
import type { Language } from '@groundwork/kernel';
import type { Policy } from './playbook.ts';

/** One Policy and the Clauses that it is about. */
export interface PolicyQuestion {
  readonly policy: Policy;
  /** Text of the Clauses, as they stand in the contract. */
  readonly clauses: readonly string[];
  readonly language: Language;
  /** Whose side is taken, as people call it. */
  readonly stance: string;
}

/** What somebody who reads makes of it. All of it is a claim: quotes are looked for, the rationale is verified. */
export interface PolicyJudgement {
  readonly verdict: 'compliant' | 'deviates' | 'red-line' | 'undecided';
  /** Words of the Clauses on which the verdict rests. */
  readonly quotes: readonly string[];
  /** Why, sentence by sentence. */
  readonly rationale: readonly string[];
  readonly usage?: TokenUsage;
}

/**
 * Judges Policies that rules leave open: positions in words only, wording that no phrase recognised. Throws
 * `OperationalError` (`model.*`) where it cannot.
 */
export interface PolicyJudge {
  readonly name: string;
  /** Changes whenever the same question may be judged otherwise. */
  readonly version: string;
  judge(question: PolicyQuestion, signal: AbortSignal): Promise<PolicyJudgement>;
}
