import { isChinese, type Span } from '@groundwork/kernel';
import { type Evidence, evidenceAt } from '../contract/evidence.ts';
import type { Field } from '../fields/field.ts';
import type { Compliance, Undecided } from '../findings/compliance.ts';
import type { Finding, Suggestion } from '../findings/finding.ts';
import type { HypothesisJudgement } from '../hypotheses/hypothesis-judge.ts';
import { findingKey } from '../findings/finding-key.ts';
import { distinctSpans } from './contract-sentences.ts';
import { type ConditionScope, evaluateCondition, type Outcome } from './evaluate-condition.ts';
import type { Policy } from './playbook.ts';
import { policyScope, type PolicyScope, type ScopeInput } from './policy-scope.ts';

/** Sentences shown of a Clause that says nothing recognisable: where to look, not all there is. */
const mostTopical = 3;

export interface PolicyInput extends ScopeInput {
  readonly fields: readonly Field[];
  /** Findings of the built-in checks, for conditions that refer to them. */
  readonly checks: readonly Finding[];
  /** What a HypothesisJudge said, for conditions that ask for it. */
  readonly hypotheses: readonly HypothesisJudgement[];
}

/** What one Policy comes to. At most one of the three kinds is there; none where it asks for nothing that is there. */
export interface PolicyResult {
  readonly policy: Policy;
  readonly findings: readonly Finding[];
  readonly compliant?: Compliance;
  readonly undecided?: Undecided;
  /** That no wording of a position was recognised, rather than that a value or a phrase speaks against it. */
  readonly unrecognised?: boolean;
  /** What a model would be shown. */
  readonly scope: PolicyScope;
}

/**
 * Judges one Policy over the Clauses it is about, in this order: red lines, presence, preferred position, fallbacks; what
 * meets none of these deviates. Where a condition cannot be told, nothing is claimed. Pure.
 */
export function judgePolicy(policy: Policy, input: PolicyInput): PolicyResult {
  const scope = policyScope(policy, input);
  const base: ConditionScope = {
    sentences: scope.sentences,
    fields: input.fields,
    checks: input.checks,
    hypotheses: input.hypotheses,
    roles: input.roles,
    quantifier: 'every',
  };
  // Where no Clause is about it, only words found elsewhere prove anything.
  const applies = ({ holds, spans }: Outcome): boolean =>
    holds === true && (scope.found !== 'no' || spans.length > 0);
  const crossed = policy['red-lines'].flatMap((line) => {
    const outcome = evaluateCondition(line.when, { ...base, quantifier: 'some' });
    return applies(outcome) ? [redLineFinding(policy, line, outcome, scope, input)] : [];
  });
  if (crossed.length > 0) return { policy, scope, findings: distinct(crossed) };

  const when = policy.preferred?.when;
  const preferred = when && evaluateCondition(when, base);
  if (preferred && applies(preferred))
    return met(policy, 'preferred', policy.preferred?.text, preferred, scope, input);
  for (const fallback of policy.fallbacks) {
    const outcome = evaluateCondition(fallback.when, base);
    if (applies(outcome)) return met(policy, 'fallback', fallback.text, outcome, scope, input);
  }
  if (scope.found !== 'yes') return absentResult(policy, scope, input);
  if (policy.presence === 'forbidden') return forbidden(policy, scope, input);
  if (!preferred) return policy.preferred ? open(policy, scope, input) : present(policy, scope, input);
  if (preferred.holds === undefined) return open(policy, scope, input);
  return deviation(policy, preferred, scope, input);
}

function redLineFinding(
  policy: Policy,
  line: Policy['red-lines'][number],
  outcome: Outcome,
  scope: PolicyScope,
  input: PolicyInput,
): Finding {
  const evidence = evidenceOf(outcome.spans.length > 0 ? outcome.spans : scope.topical, input);
  const wording = line.wording ?? policy.wording;
  return {
    ...common(policy, input, evidence),
    verdict: 'red-line',
    severity: line.severity ?? policy['red-line-severity'],
    title: line.text,
    rationale: withValues(policy, outcome, input),
    confidence: Math.min(outcome.confidence, 0.95),
    ...suggestion(wording, evidence),
  };
}

function forbidden(policy: Policy, scope: PolicyScope, input: PolicyInput): PolicyResult {
  const evidence = evidenceOf(scope.topical, input);
  const finding: Finding = {
    ...common(policy, input, evidence),
    verdict: 'red-line',
    severity: policy['red-line-severity'],
    title: policy.title,
    rationale: policy.rationale,
    confidence: scope.confidence,
    ...(evidence[0] && evidence.length === 1
      ? { suggestion: { kind: 'delete', at: evidence[0], text: '' } satisfies Suggestion }
      : {}),
  };
  return { policy, scope, findings: [finding] };
}

function deviation(policy: Policy, outcome: Outcome, scope: PolicyScope, input: PolicyInput): PolicyResult {
  const exact = outcome.spans.length > 0;
  const evidence = evidenceOf(exact ? outcome.spans : scope.topical.slice(0, mostTopical), input);
  const wanted = policy.preferred?.text ?? policy.title;
  const finding: Finding = {
    ...common(policy, input, evidence),
    verdict: 'deviates',
    severity: policy.severity,
    title: isChinese(input.contract.language)
      ? `${policy.title}：应为${wanted}`
      : `${policy.title}: ${wanted}`,
    rationale: withValues(policy, outcome, input),
    confidence: exact ? Math.min(outcome.confidence, 0.95) : Math.min(0.7, scope.confidence),
    ...suggestion(policy.wording, evidence),
  };
  return { policy, scope, findings: [finding], ...(exact ? {} : { unrecognised: true }) };
}

function absentResult(policy: Policy, scope: PolicyScope, input: PolicyInput): PolicyResult {
  if (policy.presence === 'forbidden')
    return { policy, scope, findings: [], compliant: kept(policy, 'absent', [], scope) };
  if (policy.presence === 'optional') return { policy, scope, findings: [] };
  const last = lastClauseEnd(input);
  const finding: Finding = {
    ...common(policy, input, []),
    verdict: 'missing',
    severity: policy.severity,
    title: isChinese(input.contract.language) ? `缺少：${policy.title}` : `Missing: ${policy.title}`,
    rationale: policy.rationale,
    searched: scope.searched,
    confidence: missingConfidence(policy, input),
    ...(policy.wording === undefined
      ? {}
      : {
          suggestion: {
            kind: 'insert-after',
            text: policy.wording,
            ...(last ? { at: evidenceAt(input.contract, last) } : {}),
          },
        }),
  };
  return { policy, scope, findings: [finding] };
}

/** What a calibrated presence leaves; phrases that occur nowhere are rarely wrong. */
function missingConfidence(policy: Policy, input: PolicyInput): number {
  const presence = policy.about ? undefined : input.labels.presence.get(policy.clause);
  return presence === undefined ? 0.85 : 1 - presence;
}

/** The last sentence of the last Clause before the signatures: new Clauses go after it. */
function lastClauseEnd(input: PolicyInput): Span | undefined {
  const last = input.structure.clauses.filter(({ kind, level }) => kind === 'clause' && level === 1).at(-1);
  return (
    last &&
    input.sentences.filter(({ span }) => span.start >= last.span.start && span.end <= last.span.end).at(-1)
      ?.span
  );
}

function met(
  policy: Policy,
  position: 'preferred' | 'fallback',
  text: string | undefined,
  outcome: Outcome,
  scope: PolicyScope,
  input: PolicyInput,
): PolicyResult {
  const spans = outcome.spans.length > 0 ? outcome.spans : scope.topical;
  const compliant = {
    ...kept(policy, position, evidenceOf(spans, input), scope),
    confidence: scope.found === 'yes' ? Math.min(scope.confidence, outcome.confidence) : outcome.confidence,
    ...(text === undefined ? {} : { text }),
  };
  return { policy, scope, findings: [], compliant };
}

function present(policy: Policy, scope: PolicyScope, input: PolicyInput): PolicyResult {
  return {
    policy,
    scope,
    findings: [],
    compliant: kept(policy, 'present', evidenceOf(scope.topical, input), scope),
  };
}

function open(policy: Policy, scope: PolicyScope, input: PolicyInput): PolicyResult {
  const { id: rule, clause: clauseType, title } = policy;
  const evidence = evidenceOf(scope.topical, input);
  return {
    policy,
    scope,
    findings: [],
    undecided: { rule, clauseType, title, reason: 'needs-judgement', evidence },
  };
}

function kept(
  policy: Policy,
  position: Compliance['position'],
  evidence: readonly Evidence[],
  scope: PolicyScope,
): Compliance {
  const { id: rule, clause: clauseType, title } = policy;
  return {
    rule,
    clauseType,
    title,
    position,
    evidence,
    confidence: scope.confidence,
    basis: 'deterministic',
  };
}

function common(policy: Policy, input: PolicyInput, evidence: readonly Evidence[]) {
  return {
    key: findingKey(policy.id, evidence[0]?.span),
    rule: policy.id,
    source: 'policy',
    clauseType: policy.clause,
    evidence,
    basis: 'deterministic',
    ...(policy['legal-basis'] === undefined ? {} : { legalBasis: policy['legal-basis'] }),
    ...(policy.escalate === undefined ? {} : { escalate: policy.escalate }),
  } as const;
}

function withValues(policy: Policy, outcome: Outcome, input: PolicyInput): string {
  if (outcome.values.length === 0) return policy.rationale;
  return isChinese(input.contract.language)
    ? `${policy.rationale}（${outcome.values.join('；')}）`
    : `${policy.rationale} (${outcome.values.join('; ')})`;
}

/** Whole sentences: a value's own words do not show what they are said of. */
function evidenceOf(spans: readonly Span[], input: PolicyInput): Evidence[] {
  const whole = spans.flatMap((span) => {
    const around = input.sentences.filter(
      (sentence) => sentence.span.start < span.end && sentence.span.end > span.start,
    );
    return around.length > 0 ? around.map(({ span: sentence }) => sentence) : [span];
  });
  return distinctSpans(whole).map((span) => evidenceAt(input.contract, span));
}

function suggestion(wording: string | undefined, evidence: readonly Evidence[]): { suggestion?: Suggestion } {
  const [first] = evidence;
  if (wording === undefined || !first) return {};
  return {
    suggestion: { kind: evidence.length === 1 ? 'replace' : 'insert-after', at: first, text: wording },
  };
}

function distinct(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ key }, index) => findings.findIndex((other) => other.key === key) === index);
}
