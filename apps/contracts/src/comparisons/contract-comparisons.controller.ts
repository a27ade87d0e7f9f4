import { readFile } from 'node:fs/promises';
import { Caller, ClientGone, Endpoint, Input, Upload, type UploadedForm } from '@groundwork/http';
import { type Principal, UserError } from '@groundwork/kernel';
import { compareContracts, type RouteInput } from '@groundwork/protocol';
import { CompareFiles, type NewContract } from '@groundwork/review';
import { Controller, Inject, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sendReport } from '../contracts/send-report.ts';

@Controller()
export class ContractComparisonsController {
  constructor(@Inject(CompareFiles) private readonly compareFiles: CompareFiles) {}

  @Endpoint(compareContracts)
  async compare(
    @Caller() principal: Principal,
    @Input() { query }: RouteInput<typeof compareContracts>,
    @Upload() form: UploadedForm | undefined,
    @ClientGone() signal: AbortSignal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const [before, after] = await readPair(form);
    return sendReport(
      reply,
      await this.compareFiles.run(principal, { before, after, format: query.format, signal }),
    );
  }
}

async function readPair(form: UploadedForm | undefined): Promise<[NewContract, NewContract]> {
  const files = await Promise.all(
    (form?.files ?? []).map(async ({ name, mediaType, path }) => ({
      fileName: name,
      mediaType,
      content: await readFile(path),
    })),
  );
  const [before, after] = files;
  if (!before || !after || files.length > 2) {
    throw new UserError('request.invalid', 'body: send two files as multipart/form-data, the older first.');
  }
  return [before, after];
}
