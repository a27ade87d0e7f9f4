import type { Severity } from './finding.ts';
import { type Finding, type FindingVerdict, severities } from './finding.ts';
import type { Compliance, Undecided } from './compliance.ts';
import { runChecks } from '../checks/run-checks.ts';
import { checkChanges } from '../playbook/check-changes.ts';
import { appliesTo, resolveStance } from '../playbook/resolve-stance.ts';
import { judgePolicies, type JudgePoliciesInput } from '../playbook/judge-policies.ts';
import { mergeFindings } from './merge-findings.ts';
import type { PolicyResult } from '../playbook/judge-policy.ts';

export interface ReviewSummary {
  /** Id and version of the Playbook, and the side taken. */
  readonly playbook: string;
  readonly playbookVersion: string;
  readonly stance: string;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly byVerdict: Readonly<Record<FindingVerdict, number>>;
  readonly compliant: number;
  readonly undecided: number;
}

/** What a review of one contract comes to: most severe first, then by place. */
export interface Review {
  readonly findings: readonly Finding[];
  readonly compliant: readonly Compliance[];
  readonly undecided: readonly Undecided[];
  readonly summary: ReviewSummary;
}

/**
 * Reviews one contract by rules alone: built-in checks (those given, else all that the Playbook leaves on), then the
 * Playbook's Policies. Pure and deterministic.
 */
export function reviewContract(input: JudgePoliciesInput): Review {
  const judged = withChecks(input);
  return toReview(judged, judgePolicies(judged));
}

/** The input with the findings of the built-in checks in it. */
export function withChecks(
  input: JudgePoliciesInput,
): JudgePoliciesInput & { readonly checks: readonly Finding[] } {
  const { playbook, stance } = input;
  const role = resolveStance(playbook, stance);
  const changes = checkChanges(
    playbook,
    playbook.policies.filter((policy) => appliesTo(policy, role)),
  );
  return { ...input, checks: input.checks ?? runChecks({ ...input, changes }) };
}

/** Orders what checks and Policies found into one Review. */
export function toReview(
  { playbook, stance, checks = [] }: Pick<JudgePoliciesInput, 'playbook' | 'stance' | 'checks'>,
  results: readonly PolicyResult[],
): Review {
  const findings = mergeFindings(playbook, checks, results);
  const compliant = results.flatMap(({ compliant: met }) => met ?? []);
  const undecided = results.flatMap((result) => result.undecided ?? []);
  const count = <Name extends string>(names: readonly Name[], of: (finding: Finding) => Name) =>
    Object.fromEntries(
      names.map((name) => [name, findings.filter((finding) => of(finding) === name).length]),
    ) as Record<Name, number>;
  return {
    findings,
    compliant,
    undecided,
    summary: {
      playbook: playbook.id,
      playbookVersion: playbook.version,
      stance,
      bySeverity: count(severities, ({ severity }) => severity),
      byVerdict: count(['deviates', 'missing', 'red-line'] as const, ({ verdict }) => verdict),
      compliant: compliant.length,
      undecided: undecided.length,
    },
  };
}
