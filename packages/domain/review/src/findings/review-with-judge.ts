import { judgeOpenPolicies, type JudgedPolicies } from '../playbook/judge-open-policies.ts';
import { judgePolicies, type JudgePoliciesInput } from '../playbook/judge-policies.ts';
import type { PolicyJudge } from '../playbook/policy-judge.ts';
import { type Review, toReview, withChecks } from './review-contract.ts';

/** A Review, and what the judge took part in it with. */
export interface JudgedReview extends Omit<JudgedPolicies, 'results'> {
  readonly review: Review;
  readonly judge: string;
}

/** Reviews by rules first, then asks the judge about what they left open. Never fails where {@link reviewContract} does not. */
export async function reviewWithJudge(
  input: JudgePoliciesInput,
  judge: PolicyJudge,
  signal: AbortSignal,
): Promise<JudgedReview> {
  const checked = withChecks(input);
  const { results, ...rest } = await judgeOpenPolicies(checked, judgePolicies(checked), judge, signal);
  return { review: toReview(checked, results), judge: judge.name, ...rest };
}
