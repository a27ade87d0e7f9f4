import { IssueApiKey, ListApiKeys, RevokeApiKey, RotateApiKey } from '@groundwork/access';
import { Caller, Endpoint, Input } from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import {
  issueApiKey,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
  type RouteInput,
  type RouteResponse,
} from '@groundwork/protocol';
import { Controller, Inject } from '@nestjs/common';
import { toApiKey } from './to-api-key.ts';

@Controller()
export class ApiKeysController {
  constructor(
    @Inject(IssueApiKey) private readonly issueApiKey: IssueApiKey,
    @Inject(ListApiKeys) private readonly listApiKeys: ListApiKeys,
    @Inject(RotateApiKey) private readonly rotateApiKey: RotateApiKey,
    @Inject(RevokeApiKey) private readonly revokeApiKey: RevokeApiKey,
  ) {}

  @Endpoint(issueApiKey)
  async issue(
    @Caller() principal: Principal,
    @Input() { body }: RouteInput<typeof issueApiKey>,
  ): Promise<RouteResponse<typeof issueApiKey>> {
    const { expiresAt, ...wanted } = body;
    const { key, secret } = await this.issueApiKey.run(principal, {
      ...wanted,
      ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
    });
    return { key: toApiKey(key), secret };
  }

  @Endpoint(listApiKeys)
  async list(@Caller() principal: Principal): Promise<RouteResponse<typeof listApiKeys>> {
    return { keys: (await this.listApiKeys.run(principal)).map(toApiKey) };
  }

  @Endpoint(rotateApiKey)
  async rotate(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof rotateApiKey>,
  ): Promise<RouteResponse<typeof rotateApiKey>> {
    const overlapMs = body.overlapSeconds * 1_000;
    const { key, secret } = await this.rotateApiKey.run(principal, params.id, overlapMs);
    return { key: toApiKey(key), secret };
  }

  @Endpoint(revokeApiKey)
  revoke(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof revokeApiKey>,
  ): Promise<void> {
    return this.revokeApiKey.run(principal, params.id);
  }
}
