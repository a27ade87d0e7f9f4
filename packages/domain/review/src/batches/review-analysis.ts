import type { TokenUsage } from '@groundwork/inference';
import { isChinese, UserError } from '@groundwork/kernel';
import { runChecks } from '../checks/run-checks.ts';
import type { ContractText } from '../contract/contract-text.ts';
import { type Review, reviewContract } from '../findings/review-contract.ts';
import { reviewWithJudge } from '../findings/review-with-judge.ts';
import type { HypothesisJudge } from '../hypotheses/hypothesis-judge.ts';
import { hypothesesOf } from '../playbook/hypotheses-of.ts';
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
  /** Asked once for each contract whose Playbook has conditions on hypotheses. Absent: those stay open. */
  readonly hypotheses?: HypothesisJudge;
}

/** A Review, and what the judge was paid for it. */
export interface MeasuredReview {
  readonly review: Review;
  readonly usage?: TokenUsage;
}

/** Reviews what is known of a contract: built-in checks and the Policies of the Playbook by rules, the rest by a judge. */
export class ReviewAnalysis {
  constructor(private readonly deps: ReviewAnalysisDeps = {}) {}

  /**
   * Throws `UserError`: `playbook.invalid`, `playbook.mismatch` where the contract is in another language,
   * `request.invalid` where the Playbook has no such role.
   */
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
    const playbook = readPlaybook(pinned.source, pinned.id);
    assertSameLanguage(analysis.contract, playbook);
    const asked = hypothesesOf(playbook);
    const hypotheses =
      asked.length === 0 ? [] : await this.deps.hypotheses?.judge(analysis.contract, asked, signal);
    const input = { ...analysis, playbook, stance, hypotheses: hypotheses ?? [] };
    if (!this.deps.judge) return { review: reviewContract(input) };
    const { review, usage } = await reviewWithJudge(input, this.deps.judge, signal);
    return { review, usage };
  }
}

/** Wording in one language says nothing of a contract in another: everything would seem to be missing. */
function assertSameLanguage({ language }: ContractText, playbook: Playbook): void {
  if (language === 'und' || isChinese(language) === isChinese(playbook.language)) return;
  throw new UserError(
    'playbook.mismatch',
    `The contract is in ${language}; the playbook "${playbook.id}" is for contracts in ${playbook.language}.`,
  );
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
