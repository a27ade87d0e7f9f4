import type { TokenUsage } from '@groundwork/inference';
import { type ErrorCode, isChinese, isGroundworkError } from '@groundwork/kernel';
import { findingKey } from '../findings/finding-key.ts';
import type { Finding } from '../findings/finding.ts';
import type { JudgePoliciesInput } from './judge-policies.ts';
import type { PolicyResult } from './judge-policy.ts';
import type { PolicyJudge } from './policy-judge.ts';
import { type ProvenJudgement, proveJudgement } from './prove-judgement.ts';

/** A proven judgement is still somebody's reading. */
const judgedConfidence = 0.8;

export interface JudgedPolicies {
  readonly results: readonly PolicyResult[];
  /** Calls of the judge, the tokens they took, and the codes with which some failed. */
  readonly calls: number;
  readonly usage: TokenUsage;
  readonly failures: readonly ErrorCode[];
}

/**
 * Asks a judge about the Policies that rules left open, one by one. What rules decided is never asked. A judgement counts
 * only if its quotes are in the contract; else the result is marked "no source", and nothing else changes. Where the judge
 * fails, the results of the rules stand.
 */
export async function judgeOpenPolicies(
  input: Pick<JudgePoliciesInput, 'contract' | 'stance'>,
  results: readonly PolicyResult[],
  judge: PolicyJudge,
  signal: AbortSignal,
): Promise<JudgedPolicies> {
  const judged: PolicyResult[] = [];
  const failures: ErrorCode[] = [];
  const usage = { inputTokens: 0, outputTokens: 0 };
  let calls = 0;
  for (const result of results) {
    if (!isOpen(result)) {
      judged.push(result);
      continue;
    }
    calls += 1;
    try {
      const { contract, stance } = input;
      const clauses = result.scope.spans.map(({ start, end }) => contract.text.slice(start, end));
      const judgement = await judge.judge(
        { policy: result.policy, clauses, language: contract.language, stance },
        signal,
      );
      usage.inputTokens += judgement.usage?.inputTokens ?? 0;
      usage.outputTokens += judgement.usage?.outputTokens ?? 0;
      const proven =
        judgement.verdict === 'undecided' ? 'undecided' : proveJudgement(judgement, contract, result.scope);
      judged.push(
        proven === 'undecided'
          ? result
          : proven
            ? withJudgement(result, proven, input)
            : withoutSource(result),
      );
    } catch (error) {
      signal.throwIfAborted();
      if (!isGroundworkError(error)) throw error;
      failures.push(error.code);
      judged.push(result);
    }
  }
  return { results: judged, calls, usage, failures };
}

function isOpen({ undecided, unrecognised, scope }: PolicyResult): boolean {
  return (undecided !== undefined || unrecognised === true) && scope.spans.length > 0;
}

function withoutSource(result: PolicyResult): PolicyResult {
  const { id: rule, clause: clauseType, title } = result.policy;
  const evidence = result.undecided?.evidence ?? result.findings.flatMap((finding) => finding.evidence);
  return { ...result, undecided: { rule, clauseType, title, reason: 'no-source', evidence } };
}

function withJudgement(
  result: PolicyResult,
  proven: ProvenJudgement,
  { contract }: Pick<JudgePoliciesInput, 'contract'>,
): PolicyResult {
  const { policy, scope } = result;
  const { id: rule, clause: clauseType, title } = policy;
  const { verdict, evidence, rationale } = proven;
  if (verdict === 'compliant') {
    return {
      policy,
      scope,
      findings: [],
      compliant: {
        rule,
        clauseType,
        title,
        position: 'preferred',
        ...(policy.preferred ? { text: policy.preferred.text } : {}),
        evidence,
        confidence: judgedConfidence,
        basis: 'judged',
      },
    };
  }
  // Rules have said so already, with words that anyone can recompute.
  if (result.findings.length > 0 || verdict === 'undecided') return result;
  const wanted = policy.preferred?.text ?? title;
  const finding: Finding = {
    key: findingKey(rule, evidence[0]?.span),
    rule,
    source: 'policy',
    clauseType,
    verdict,
    severity: verdict === 'red-line' ? policy['red-line-severity'] : policy.severity,
    title: isChinese(contract.language) ? `${title}：应为${wanted}` : `${title}: ${wanted}`,
    rationale: [policy.rationale, ...rationale].join(isChinese(contract.language) ? '' : ' '),
    evidence,
    confidence: judgedConfidence,
    basis: 'judged',
    ...(policy['legal-basis'] === undefined ? {} : { legalBasis: policy['legal-basis'] }),
    ...(policy.escalate === undefined ? {} : { escalate: policy.escalate }),
    ...(policy.wording !== undefined && evidence[0]
      ? {
          suggestion: {
            kind: evidence.length === 1 ? 'replace' : 'insert-after',
            at: evidence[0],
            text: policy.wording,
          },
        }
      : {}),
  };
  return { policy, scope, findings: [finding] };
}
