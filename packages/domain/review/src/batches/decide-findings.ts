import type { AuditLog } from '@groundwork/access';
import {
  type Clock,
  type ContractBatchId,
  type ContractId,
  type Principal,
  UserError,
} from '@groundwork/kernel';
import type { Decision, RuleQuality } from './decision.ts';
import type { ReadContracts } from './read-contracts.ts';
import type { DecisionStore } from './stores.ts';

export interface DecideFindingsDeps {
  readonly read: ReadContracts;
  readonly decisions: DecisionStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** What a person says: to a Finding, or of something that no Finding said. */
export type DecisionRequest = Pick<Decision, 'kind' | 'span' | 'text' | 'note'> &
  ({ readonly findingKey: string } | { readonly rule: string; readonly clauseType?: Decision['clauseType'] });

/** People's part of a review: Decisions, sign-off, and how good the rules were by them. */
export class DecideFindings {
  constructor(private readonly deps: DecideFindingsDeps) {}

  /**
   * Throws `UserError`: `contract.not-found`, `contract.not-reviewed`, `finding.not-found`, `request.invalid` where the
   * parts do not fit the kind.
   */
  async decide(principal: Principal, contractId: ContractId, request: DecisionRequest): Promise<Decision> {
    const { review, analysis } = await this.deps.read.review(principal, contractId);
    const { kind, span, text, note } = request;
    if ((kind === 'missed') === 'findingKey' in request) {
      throw new UserError('request.invalid', 'A finding has a key; what was missed has a rule instead.');
    }
    if ((kind === 'edited') !== (text !== undefined)) {
      throw new UserError('request.invalid', 'text: goes with the decision "edited", and with no other.');
    }
    if (span && !(span.start < span.end && span.end <= analysis.contract.text.length)) {
      throw new UserError(
        'request.invalid',
        `span: must lie within the ${analysis.contract.text.length} characters.`,
      );
    }
    const decision: Decision = {
      contractId,
      kind,
      ...subjectOf(request, review.findings),
      ...(span && { span }),
      ...(text !== undefined && { text }),
      ...(note !== undefined && { note }),
      actor: `${principal.kind}:${principal.id}`,
      at: this.deps.clock.now(),
    };
    if (!(await this.deps.decisions.record(principal, decision))) {
      throw new UserError('contract.not-found', `There is no contract ${contractId}.`);
    }
    return decision;
  }

  /** Throws `UserError`: `contract.not-found`, `contract.not-reviewed`. Signing off twice changes nothing. */
  async signOff(principal: Principal, contractId: ContractId): Promise<void> {
    await this.deps.read.review(principal, contractId);
    const at = this.deps.clock.now();
    if (!(await this.deps.decisions.signOff(principal, contractId, at))) return;
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at,
      actor: `${principal.kind}:${principal.id}`,
      action: 'contract.signed-off',
      subject: contractId,
      details: {},
    });
  }

  /** True and false positives and false negatives of every rule, over what the Principal may see. */
  quality(principal: Principal, batchId?: ContractBatchId): Promise<RuleQuality[]> {
    return this.deps.decisions.summarize(principal, batchId);
  }
}

function subjectOf(
  request: DecisionRequest,
  findings: readonly {
    readonly key: string;
    readonly rule: string;
    readonly clauseType?: Decision['clauseType'];
  }[],
): Pick<Decision, 'findingKey' | 'rule' | 'clauseType'> {
  if (!('findingKey' in request)) {
    const { rule, clauseType } = request;
    return { rule, ...(clauseType && { clauseType }) };
  }
  const finding = findings.find(({ key }) => key === request.findingKey);
  if (!finding) throw new UserError('finding.not-found', `There is no finding "${request.findingKey}".`);
  return {
    findingKey: finding.key,
    rule: finding.rule,
    ...(finding.clauseType && { clauseType: finding.clauseType }),
  };
}
