import { type Group, ListGroups, ListUsers, SaveGroup, SaveUser, type User } from '@groundwork/access';
import { Caller, Endpoint, Input } from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import {
  createGroup,
  createUser,
  listGroups,
  listUsers,
  type RouteInput,
  type RouteResponse,
  updateUser,
} from '@groundwork/protocol';
import { Controller, Inject } from '@nestjs/common';

@Controller()
export class MembersController {
  constructor(
    @Inject(ListUsers) private readonly listUsers: ListUsers,
    @Inject(SaveUser) private readonly saveUser: SaveUser,
    @Inject(ListGroups) private readonly listGroups: ListGroups,
    @Inject(SaveGroup) private readonly saveGroup: SaveGroup,
  ) {}

  @Endpoint(listUsers)
  async users(@Caller() principal: Principal): Promise<RouteResponse<typeof listUsers>> {
    return { users: (await this.listUsers.run(principal)).map(toUser) };
  }

  @Endpoint(createUser)
  async createUser(
    @Caller() principal: Principal,
    @Input() { body }: RouteInput<typeof createUser>,
  ): Promise<RouteResponse<typeof createUser>> {
    return toUser(await this.saveUser.run(principal, body));
  }

  @Endpoint(updateUser)
  async updateUser(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof updateUser>,
  ): Promise<RouteResponse<typeof updateUser>> {
    return toUser(await this.saveUser.run(principal, { id: params.id, ...body }));
  }

  @Endpoint(listGroups)
  async groups(@Caller() principal: Principal): Promise<RouteResponse<typeof listGroups>> {
    return { groups: (await this.listGroups.run(principal)).map(toGroup) };
  }

  @Endpoint(createGroup)
  async createGroup(
    @Caller() principal: Principal,
    @Input() { body }: RouteInput<typeof createGroup>,
  ): Promise<RouteResponse<typeof createGroup>> {
    return toGroup(await this.saveGroup.run(principal, body));
  }
}

function toUser({ id, email, name, groups }: User): RouteResponse<typeof createUser> {
  return { id, email, name, groups: [...groups] };
}

function toGroup({ id, name }: Group): RouteResponse<typeof createGroup> {
  return { id, name };
}
