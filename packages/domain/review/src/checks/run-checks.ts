import { evidenceAt } from '../contract/evidence.ts';
import type { FieldInput } from '../fields/field-source.ts';
import type { Field } from '../fields/field.ts';
import { findingKey } from '../findings/finding-key.ts';
import type { Finding, Severity } from '../findings/finding.ts';
import type { Stance } from '../playbook/stance.ts';
import type { Bilingual, Check, CheckHit } from './check.ts';
import { CheckSource } from './check-source.ts';
import { checks } from './checks.ts';
import { isAgainst, namesOfSide } from './takes-side.ts';

export interface RunChecksInput extends FieldInput {
  readonly fields: readonly Field[];
  readonly stance: Stance;
  /** A Playbook's changes by check id: off, on (of a silent check), or another severity. */
  readonly changes?: Readonly<Record<string, 'off' | 'on' | Severity>>;
}

/**
 * Findings of the built-in checks, in order of place. Pure and deterministic; every quote is its span. What only matters
 * to one side is a Finding for that side and for a neutral review, not for the side that gains by it.
 */
export function runChecks(input: RunChecksInput): Finding[] {
  const source = new CheckSource(input);
  const side = namesOfSide(input.stance, source.parties);
  const findings: Finding[] = [];
  for (const check of checks) {
    const change = input.changes?.[check.id];
    if (change === 'off' || (check.silent && change === undefined)) continue;
    const severity = change === undefined || change === 'on' ? undefined : change;
    for (const hit of check.find(source)) {
      if (!isAgainst(hit.favours, input.stance, side)) continue;
      const finding = toFinding(source, check, hit, severity);
      if (!findings.some(({ key }) => key === finding.key)) findings.push(finding);
    }
  }
  const placeOf = (finding: Finding): number => finding.evidence[0]?.span.start ?? Number.MAX_SAFE_INTEGER;
  return findings.sort((a, b) => placeOf(a) - placeOf(b));
}

function toFinding(
  source: CheckSource,
  check: Check,
  hit: CheckHit,
  severity: Severity | undefined,
): Finding {
  const say = (text: Bilingual): string => (source.chinese ? text.zh : text.en);
  const legalBasis = source.chinese ? check.legalBasis?.zh : check.legalBasis?.en;
  const { suggestion } = hit;
  return {
    key: findingKey(check.id, hit.spans[0]),
    rule: check.id,
    source: 'check',
    ...(check.clauseType && { clauseType: check.clauseType }),
    verdict: hit.verdict ?? (hit.spans.length === 0 ? 'missing' : 'deviates'),
    severity: severity ?? hit.severity ?? check.severity,
    title: say(hit.title ?? check.title),
    rationale: say(hit.rationale),
    evidence: hit.spans.map((span) => evidenceAt(source.contract, span)),
    ...(hit.searched !== undefined && { searched: hit.searched }),
    ...(legalBasis !== undefined && { legalBasis }),
    ...(suggestion && {
      suggestion: {
        kind: suggestion.kind,
        ...(suggestion.at && { at: evidenceAt(source.contract, suggestion.at) }),
        text: suggestion.text,
      },
    }),
    confidence: hit.confidence,
    basis: 'deterministic',
  };
}
