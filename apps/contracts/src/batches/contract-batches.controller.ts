import { Caller, Endpoint, Input, Upload, type UploadedForm } from '@groundwork/http';
import { type Principal, UserError } from '@groundwork/kernel';
import {
  type AddedContracts,
  addContracts,
  createContractBatch,
  getBatchReport,
  getContractBatch,
  listContractBatches,
  listContracts,
  type NewContractBatch,
  removeContractBatch,
  type RouteInput,
  type RouteResponse,
} from '@groundwork/protocol';
import {
  AddContract,
  CreateContractBatch,
  ManageContracts,
  ReadContracts,
  ReportContracts,
} from '@groundwork/review';
import { Controller, Inject, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { toBatch, toContract } from '../contracts/to-contract.ts';
import { sendReport } from '../contracts/send-report.ts';
import { takeFiles } from './take-files.ts';

@Controller()
export class ContractBatchesController {
  constructor(
    @Inject(CreateContractBatch) private readonly createBatch: CreateContractBatch,
    @Inject(AddContract) private readonly addContract: AddContract,
    @Inject(ReadContracts) private readonly read: ReadContracts,
    @Inject(ManageContracts) private readonly manage: ManageContracts,
    @Inject(ReportContracts) private readonly report: ReportContracts,
  ) {}

  @Endpoint(createContractBatch)
  async create(
    @Caller() principal: Principal,
    @Input() { body }: RouteInput<typeof createContractBatch>,
    @Upload() form: UploadedForm<z.infer<typeof NewContractBatch>> | undefined,
  ): Promise<RouteResponse<typeof createContractBatch>> {
    const { id } = await this.createBatch.run(principal, form?.fields ?? body);
    return this.take(principal, id, form);
  }

  @Endpoint(addContracts)
  async add(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof addContracts>,
    @Upload() form: UploadedForm | undefined,
  ): Promise<RouteResponse<typeof addContracts>> {
    if (!form) throw new UserError('request.invalid', 'body: send files as multipart/form-data.');
    await this.read.batch(principal, params.id);
    return this.take(principal, params.id, form);
  }

  @Endpoint(listContractBatches)
  async list(
    @Caller() principal: Principal,
    @Input() { query }: RouteInput<typeof listContractBatches>,
  ): Promise<RouteResponse<typeof listContractBatches>> {
    const page = await this.read.batches(principal, query);
    return { ...page, batches: page.batches.map(toBatch) };
  }

  @Endpoint(getContractBatch)
  async get(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof getContractBatch>,
  ): Promise<RouteResponse<typeof getContractBatch>> {
    return toBatch(await this.read.batch(principal, params.id));
  }

  @Endpoint(removeContractBatch)
  remove(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof removeContractBatch>,
  ): Promise<void> {
    return this.manage.removeBatch(principal, params.id);
  }

  @Endpoint(listContracts)
  async contracts(
    @Caller() principal: Principal,
    @Input() { params, query }: RouteInput<typeof listContracts>,
  ): Promise<RouteResponse<typeof listContracts>> {
    const page = await this.read.contracts(principal, { batchId: params.id, ...query });
    return { ...page, contracts: page.contracts.map(toContract) };
  }

  @Endpoint(getBatchReport)
  async download(
    @Caller() principal: Principal,
    @Input() { params, query }: RouteInput<typeof getBatchReport>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return sendReport(reply, await this.report.batch(principal, params.id, query.format));
  }

  private async take(
    principal: Principal,
    id: Parameters<ReadContracts['batch']>[1],
    form: UploadedForm | undefined,
  ): Promise<AddedContracts> {
    const taken = await takeFiles(this.addContract, principal, id, form);
    return { batch: toBatch(await this.read.batch(principal, id)), ...taken };
  }
}
