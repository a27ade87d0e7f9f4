import type { ClauseLabels } from '../clause-types/clause-classifier.ts';
import type { ContractText } from '../contract/contract-text.ts';
import type { Field } from '../fields/field.ts';
import type { Finding } from '../findings/finding.ts';
import type { HypothesisJudgement } from '../hypotheses/hypothesis-judge.ts';
import type { ContractStructure } from '../structure/contract-structure.ts';
import { contractSentences } from './contract-sentences.ts';
import { judgePolicy, type PolicyResult } from './judge-policy.ts';
import type { Playbook } from './playbook.ts';
import { appliesTo, resolveStance } from './resolve-stance.ts';
import { roleNames } from './role-names.ts';
import type { Stance } from './stance.ts';

export interface JudgePoliciesInput {
  readonly contract: ContractText;
  readonly structure: ContractStructure;
  readonly labels: ClauseLabels;
  readonly fields: readonly Field[];
  readonly playbook: Playbook;
  readonly stance: Stance;
  /** Findings of the built-in checks, for conditions that refer to them. */
  readonly checks?: readonly Finding[];
  /** What a HypothesisJudge said of the contract, for conditions that ask for it: open where absent. */
  readonly hypotheses?: readonly HypothesisJudgement[];
}

/**
 * Policy × Clauses for one side: one result for each Policy that applies to the stance, in the Playbook's order. Pure.
 * Throws `UserError` (`request.invalid`) where the Playbook has no such role.
 */
export function judgePolicies(input: JudgePoliciesInput): PolicyResult[] {
  const role = resolveStance(input.playbook, input.stance);
  const { contract, structure, labels, fields, playbook } = input;
  const scope = {
    contract,
    structure,
    labels,
    fields,
    checks: input.checks ?? [],
    hypotheses: input.hypotheses ?? [],
    sentences: contractSentences(contract),
    roles: roleNames(playbook, contract, fields),
  };
  return playbook.policies
    .filter((policy) => appliesTo(policy, role))
    .map((policy) => judgePolicy(policy, scope));
}
