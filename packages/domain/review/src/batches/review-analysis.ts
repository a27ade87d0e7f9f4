import type { TokenUsage } from '@groundwork/inference';
import { runChecks } from '../checks/run-checks.ts';
import { type Review, reviewContract } from '../findings/review-contract.ts';
import { reviewWithJudge } from '../findings/review-with-judge.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { PolicyJudge } from '../playbook/policy-judge.ts';
import { readPlaybook } from '../playbook/read-playbook.ts';
import type { Stance } from '../playbook/stance.ts';
import type { ContractAnalysis } from './contract-analysis.ts';
import type { PinnedPlaybook } from './contract-batch.ts';

/** What a contract is measured by. */
export interface Measure {
  readonly playbook?: PinnedPlaybook;
  readonly stance: Stance;
}

export interface ReviewAnalysisDeps {
  /** Asked about what rules leave open. Absent: that stays undecided. */
  readonly judge?: PolicyJudge;
}

/** A Review, and what the judge was paid for it. */
export interface MeasuredReview {
  readonly review: Review;
  readonly usage?: TokenUsage;
}

/** Reviews what is known of a contract: built-in checks and the Policies of the Playbook by rules, the rest by a judge. */
export class ReviewAnalysis {
  constructor(private readonly deps: ReviewAnalysisDeps = {}) {}

  /** Throws `UserError`: `playbook.invalid`, `request.invalid` where the Playbook has no such role. */
  async run(
    analysis: ContractAnalysis,
    { playbook: pinned, stance }: Measure,
    signal: AbortSignal,
  ): Promise<MeasuredReview> {
    signal.throwIfAborted();
    if (!pinned) {
      const checks = runChecks({ ...analysis, stance });
      return { review: reviewContract({ ...analysis, playbook: checksOnly, stance: 'neutral', checks }) };
    }
    const input = { ...analysis, playbook: readPlaybook(pinned.source, pinned.id), stance };
    if (!this.deps.judge) return { review: reviewContract(input) };
    const { review, usage } = await reviewWithJudge(input, this.deps.judge, signal);
    return { review, usage };
  }
}

/** Where no Playbook is given: what needs none. */
const checksOnly: Playbook = {
  id: 'built-in-checks',
  version: '1',
  name: 'Built-in checks',
  language: 'en',
  'contract-kinds': ['any'],
  roles: {},
  'default-stance': 'neutral',
  checks: {},
  policies: [],
};
