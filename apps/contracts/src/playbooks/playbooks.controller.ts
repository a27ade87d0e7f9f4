import { Caller, Endpoint, Input } from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import {
  getPlaybook,
  listPlaybooks,
  type Playbook,
  removePlaybook,
  type RouteInput,
  type RouteResponse,
  savePlaybook,
} from '@groundwork/protocol';
import { type KeptPlaybook, ManagePlaybooks } from '@groundwork/review';
import { Controller, Inject } from '@nestjs/common';

@Controller()
export class PlaybooksController {
  constructor(@Inject(ManagePlaybooks) private readonly manage: ManagePlaybooks) {}

  @Endpoint(listPlaybooks)
  async list(@Caller() principal: Principal): Promise<RouteResponse<typeof listPlaybooks>> {
    return { playbooks: (await this.manage.list(principal)).map(toPlaybook) };
  }

  @Endpoint(getPlaybook)
  async get(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof getPlaybook>,
  ): Promise<RouteResponse<typeof getPlaybook>> {
    return toPlaybook(await this.manage.get(principal, params.id));
  }

  @Endpoint(savePlaybook)
  async save(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof savePlaybook>,
  ): Promise<RouteResponse<typeof savePlaybook>> {
    const { id, name, version, policies } = await this.manage.save(principal, { ...params, ...body });
    return { id, name, version, policies: policies.length };
  }

  @Endpoint(removePlaybook)
  remove(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof removePlaybook>,
  ): Promise<void> {
    return this.manage.remove(principal, params.id);
  }
}

function toPlaybook({ id, source, origin, updatedAt }: KeptPlaybook): Playbook {
  return { id, source, origin, ...(updatedAt && { updatedAt: updatedAt.toISOString() }) };
}
