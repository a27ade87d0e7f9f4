import type { NdaHypothesisId } from '../hypotheses/nda-hypotheses.ts';
import type { Condition } from './condition.ts';
import type { Playbook } from './playbook.ts';

/** The statements that a Playbook wants judged, each once, so that a contract is read for no others. */
export function hypothesesOf(playbook: Playbook): NdaHypothesisId[] {
  const conditions = playbook.policies.flatMap((policy) => [
    ...policy['red-lines'].map(({ when }) => when),
    ...(policy.preferred?.when ? [policy.preferred.when] : []),
    ...policy.fallbacks.map(({ when }) => when),
  ]);
  return [...new Set(conditions.flatMap(askedBy))];
}

function askedBy({ hypothesis, all = [], any = [], not }: Condition): NdaHypothesisId[] {
  return [
    ...(hypothesis ? [hypothesis.id] : []),
    ...[...all, ...any, ...(not ? [not] : [])].flatMap(askedBy),
  ];
}
