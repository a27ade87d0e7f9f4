import type { ContractReview, Finding as FindingBody } from '@groundwork/protocol';
import { type Decision, evidenceAt, type Finding, type StoredReview } from '@groundwork/review';
import { toBatch, toContract } from './to-contract.ts';

export function toReview({ contract, batch, analysis, review, decisions }: StoredReview): ContractReview {
  const { text } = analysis.contract;
  const pageOf = (span: { readonly start: number; readonly end: number }) => {
    const page = span.start < span.end ? evidenceAt(analysis.contract, span).page : undefined;
    return page === undefined ? {} : { page };
  };
  return {
    contract: toContract(contract),
    batch: toBatch(batch),
    summary: { ...review.summary, bySeverity: { ...review.summary.bySeverity } },
    findings: review.findings.map(toFinding),
    compliant: review.compliant.map((met) => ({ ...met, evidence: [...met.evidence] })),
    undecided: review.undecided.map((open) => ({ ...open, evidence: [...open.evidence] })),
    fields: analysis.fields.map((field) => ({ ...field })),
    clauses: analysis.structure.clauses.map(({ heading, number: _, ...clause }) => ({
      ...clause,
      ...(heading && { heading: text.slice(heading.start, heading.end) }),
      ...pageOf(clause.span),
    })),
    clauseTypes: analysis.labels.labels.map((label) => ({ ...label, ...pageOf(label.span) })),
    decisions: decisions.map(toDecision),
  };
}

export function toFinding({ evidence, ...finding }: Finding): FindingBody {
  return { ...finding, evidence: [...evidence] };
}

export function toDecision({
  contractId: _,
  at,
  ...decision
}: Decision): ContractReview['decisions'][number] {
  return { ...decision, at: at.toISOString() };
}
