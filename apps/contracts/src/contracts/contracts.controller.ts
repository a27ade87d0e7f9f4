import { Caller, Endpoint, Input } from '@groundwork/http';
import { type Principal, UserError } from '@groundwork/kernel';
import {
  decideFinding,
  getContract,
  getContractReport,
  getContractReview,
  retryContract,
  type RouteInput,
  type RouteResponse,
  signOffContract,
  summarizeReviewQuality,
} from '@groundwork/protocol';
import {
  DecideFindings,
  type DecisionRequest,
  findClauseType,
  ManageContracts,
  ReadContracts,
  ReportContracts,
} from '@groundwork/review';
import { Controller, Inject, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { toContract } from './to-contract.ts';
import { sendReport } from './send-report.ts';
import { toDecision, toReview } from './to-review.ts';

@Controller()
export class ContractsController {
  constructor(
    @Inject(ReadContracts) private readonly read: ReadContracts,
    @Inject(ManageContracts) private readonly manage: ManageContracts,
    @Inject(DecideFindings) private readonly decideFindings: DecideFindings,
    @Inject(ReportContracts) private readonly report: ReportContracts,
  ) {}

  @Endpoint(getContract)
  async get(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof getContract>,
  ): Promise<RouteResponse<typeof getContract>> {
    return toContract(await this.read.contract(principal, params.id));
  }

  @Endpoint(getContractReview)
  async review(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof getContractReview>,
  ): Promise<RouteResponse<typeof getContractReview>> {
    return toReview(await this.read.review(principal, params.id));
  }

  @Endpoint(getContractReport)
  async download(
    @Caller() principal: Principal,
    @Input() { params, query }: RouteInput<typeof getContractReport>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return sendReport(reply, await this.report.contract(principal, params.id, query.format));
  }

  @Endpoint(retryContract)
  async retry(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof retryContract>,
  ): Promise<RouteResponse<typeof retryContract>> {
    return toContract(await this.manage.retry(principal, params.id));
  }

  @Endpoint(decideFinding)
  async decide(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof decideFinding>,
  ): Promise<RouteResponse<typeof decideFinding>> {
    return toDecision(await this.decideFindings.decide(principal, params.id, toRequest(body)));
  }

  @Endpoint(signOffContract)
  signOff(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof signOffContract>,
  ): Promise<void> {
    return this.decideFindings.signOff(principal, params.id);
  }

  @Endpoint(summarizeReviewQuality)
  async quality(
    @Caller() principal: Principal,
    @Input() { query }: RouteInput<typeof summarizeReviewQuality>,
  ): Promise<RouteResponse<typeof summarizeReviewQuality>> {
    return { rules: await this.decideFindings.quality(principal, query.batchId) };
  }
}

function toRequest(body: RouteInput<typeof decideFinding>['body']): DecisionRequest {
  if (body.kind !== 'missed') return body;
  const { clauseType, ...rest } = body;
  if (clauseType === undefined) return rest;
  const known = findClauseType(clauseType);
  if (!known)
    throw new UserError('request.invalid', `body.clauseType: there is no clause type "${clauseType}".`);
  return { ...rest, clauseType: known.id };
}
