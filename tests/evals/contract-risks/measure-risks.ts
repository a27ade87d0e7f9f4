import { reviewSource, sampleSource, shippedPlaybook } from './review-source.ts';
import { seedRisk, type SeededRisk } from './seeded-risk.ts';

/** Of one rule: how many of its seeded risks were found, and how often it spoke where nothing of its kind was seeded. */
export interface RuleFigures {
  readonly seeded: number;
  readonly found: number;
  readonly falsePositives: number;
}

export interface RiskFigures {
  readonly risks: number;
  readonly found: number;
  readonly missed: readonly string[];
  /** Findings of rules that the edit does not concern: "risk: rule". */
  readonly falsePositives: readonly string[];
  /** Risks of one side, of which the other side was told under the same rule. */
  readonly notSilent: readonly string[];
  /** Quotes that differ from their span. Nothing but 0 is right. */
  readonly falseQuotes: number;
  readonly rules: Readonly<Record<string, RuleFigures>>;
}

/** Seeds each risk into the balanced contract and reviews it for the side that it harms. */
export function measureRisks(
  risks: readonly SeededRisk[],
  contract: string,
  playbookName: string,
): RiskFigures {
  const playbook = shippedPlaybook(playbookName);
  const balanced = sampleSource(contract);
  const rules: Record<string, { seeded: number; found: number; falsePositives: number }> = {};
  const of = (rule: string) => (rules[rule] ??= { seeded: 0, found: 0, falsePositives: 0 });
  const missed: string[] = [];
  const falsePositives: string[] = [];
  const notSilent: string[] = [];
  let falseQuotes = 0;
  for (const risk of risks) {
    const source = seedRisk(balanced, risk);
    const { review, text } = reviewSource(source, playbook, risk.stance);
    of(risk.rule).seeded += 1;
    if (review.findings.some(({ rule }) => rule === risk.rule)) of(risk.rule).found += 1;
    else missed.push(risk.id);
    for (const { rule, evidence } of review.findings) {
      falseQuotes += evidence.filter(({ quote, span }) => quote !== text.slice(span.start, span.end)).length;
      if (rule === risk.rule || risk.also?.includes(rule)) continue;
      falsePositives.push(`${risk.id}: ${rule}`);
      of(rule).falsePositives += 1;
    }
    if (risk.silentFor === undefined) continue;
    const other = reviewSource(source, playbook, risk.silentFor).review;
    if (other.findings.some(({ rule }) => rule === risk.rule)) notSilent.push(risk.id);
  }
  return {
    risks: risks.length,
    found: risks.length - missed.length,
    missed,
    falsePositives,
    notSilent,
    falseQuotes,
    rules,
  };
}
