import { runChecks } from '../checks/run-checks.ts';
import { type Review, reviewContract } from '../findings/review-contract.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { readPlaybook } from '../playbook/read-playbook.ts';
import type { Stance } from '../playbook/stance.ts';
import type { ContractAnalysis } from './contract-analysis.ts';
import type { PinnedPlaybook } from './contract-batch.ts';

/** What a contract is measured by. */
export interface Measure {
  readonly playbook?: PinnedPlaybook;
  readonly stance: Stance;
}

/** Reviews what is known of a contract: built-in checks first, then the Policies of the Playbook. */
export class ReviewAnalysis {
  /** Throws `UserError`: `playbook.invalid`, `request.invalid` where the Playbook has no such role. */
  async run(
    analysis: ContractAnalysis,
    { playbook: pinned, stance }: Measure,
    signal: AbortSignal,
  ): Promise<Review> {
    signal.throwIfAborted();
    const checks = runChecks({ ...analysis, stance });
    const playbook = pinned && readPlaybook(pinned.source, pinned.id);
    return reviewContract({
      ...analysis,
      playbook: playbook ?? builtInChecksOnly,
      stance: playbook ? stance : 'neutral',
      checks,
    });
  }
}

/** Where no Playbook is given: what needs none. */
const builtInChecksOnly: Playbook = {
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
