import type { Condition } from '../playbook/condition.ts';
import type { PolicyResult } from '../playbook/judge-policy.ts';
import type { Playbook, Policy } from '../playbook/playbook.ts';
import { type Finding, severities, type Severity } from './finding.ts';

type Change = 'off' | 'on' | Severity;

/**
 * Checks and Policies in one list, most severe first, then by place. A check that the Playbook turns off for this side is
 * left out, and one whose matter a Policy has found (it refers to the check) is said once, by the Policy.
 */
export function mergeFindings(
  playbook: Pick<Playbook, 'checks'>,
  checks: readonly Finding[],
  results: readonly PolicyResult[],
): Finding[] {
  const changes: Record<string, Change> = Object.assign(
    {},
    playbook.checks,
    ...results.map(({ policy }) => policy.checks),
  );
  const absorbed = new Set(
    results.flatMap(({ policy, findings }) => (findings.length > 0 ? checksOf(policy) : [])),
  );
  const kept = checks
    .filter(({ rule }) => changes[rule] !== 'off' && !absorbed.has(rule))
    .map((finding) => {
      const change = changes[finding.rule];
      return change === undefined || change === 'on' || change === 'off'
        ? finding
        : { ...finding, severity: change };
    });
  const all = [...results.flatMap(({ findings }) => findings), ...kept];
  const unique = all.filter(({ key }, index) => all.findIndex((other) => other.key === key) === index);
  return unique.sort(
    (a, b) =>
      severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
      placeOf(a) - placeOf(b) ||
      (a.key < b.key ? -1 : 1),
  );
}

/** Missing Clauses come after what stands in the text. */
function placeOf(finding: Finding): number {
  return finding.evidence[0]?.span.start ?? Number.MAX_SAFE_INTEGER;
}

/** Built-in checks that a Policy's conditions refer to. */
function checksOf(policy: Policy): string[] {
  const conditions = [
    ...policy['red-lines'].map(({ when }) => when),
    ...(policy.preferred?.when ? [policy.preferred.when] : []),
    ...policy.fallbacks.map(({ when }) => when),
  ];
  return conditions.flatMap(checksIn);
}

function checksIn(condition: Condition): string[] {
  return [
    ...(condition.check === undefined ? [] : [condition.check]),
    ...[...(condition.all ?? []), ...(condition.any ?? [])].flatMap(checksIn),
    ...(condition.not ? checksIn(condition.not) : []),
  ];
}
