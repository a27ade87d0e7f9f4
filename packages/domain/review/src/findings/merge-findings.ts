import type { Condition } from '../playbook/condition.ts';
import type { PolicyResult } from '../playbook/judge-policy.ts';
import type { Playbook, Policy } from '../playbook/playbook.ts';
import { checkChanges } from '../playbook/check-changes.ts';
import { type Finding, severities } from './finding.ts';

/**
 * Checks and Policies in one list, most severe first, then by place. A check that the Playbook turns off for this side is
 * left out, and one whose matter a Policy has found (it refers to the check) is said once, by the Policy.
 */
export function mergeFindings(
  playbook: Pick<Playbook, 'checks'>,
  checks: readonly Finding[],
  results: readonly PolicyResult[],
): Finding[] {
  const changes = checkChanges(
    playbook,
    results.map(({ policy }) => policy),
  );
  const isSaid = (check: Finding): boolean =>
    results.some(
      ({ policy, findings }) =>
        checksOf(policy).includes(check.rule) && findings.some((finding) => overlaps(finding, check)),
    );
  const kept = checks
    .filter((check) => changes[check.rule] !== 'off' && !isSaid(check))
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

/** Of the same place, or both of something that is nowhere. */
function overlaps(a: Finding, b: Finding): boolean {
  if (a.evidence.length === 0 || b.evidence.length === 0) return a.evidence.length === b.evidence.length;
  return a.evidence.some(({ span }) =>
    b.evidence.some((other) => span.start < other.span.end && span.end > other.span.start),
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
