import type { ContractText } from '../contract/contract-text.ts';
import type { Evidence } from '../contract/evidence.ts';
import type { NdaHypothesisId } from './nda-hypotheses.ts';

/** What a contract says of a statement. Silence is an answer of its own: it neither grants nor forbids. */
export const hypothesisChoices = ['entailed', 'contradicted', 'not-mentioned'] as const;
export type HypothesisChoice = (typeof hypothesisChoices)[number];

/** Whether a contract makes a statement true, and the sentences that say so. */
export interface HypothesisJudgement {
  readonly hypothesis: NdaHypothesisId;
  readonly choice: HypothesisChoice;
  /** Calibrated chance of the choice. */
  readonly confidence: number;
  /** Best first; none where it is not mentioned. */
  readonly evidence: readonly Evidence[];
}

/** Judges what a non-disclosure agreement says of known statements. Deterministic for one `version`. */
export interface HypothesisJudge {
  readonly version: string;
  /** One judgement for each hypothesis asked, in their order. Contracts in other languages get none. */
  judge(
    contract: ContractText,
    hypotheses: readonly NdaHypothesisId[],
    signal?: AbortSignal,
  ): Promise<readonly HypothesisJudgement[]>;
}
