import { Caller, Endpoint, Input } from '@groundwork/http';
import { CreateCollection, GetCollection, ListCollections } from '@groundwork/ingestion';
import type { Principal } from '@groundwork/kernel';
import { createCollection, getCollection, listCollections } from '@groundwork/protocol';
import type { RouteInput, RouteResponse } from '@groundwork/protocol';
import { Controller, Inject } from '@nestjs/common';
import { toCollection } from './to-collection.ts';

@Controller()
export class CollectionsController {
  constructor(
    @Inject(CreateCollection) private readonly createCollection: CreateCollection,
    @Inject(ListCollections) private readonly listCollections: ListCollections,
    @Inject(GetCollection) private readonly getCollection: GetCollection,
  ) {}

  @Endpoint(createCollection)
  async create(
    @Caller() principal: Principal,
    @Input() { body }: RouteInput<typeof createCollection>,
  ): Promise<RouteResponse<typeof createCollection>> {
    return toCollection(await this.createCollection.run(principal, body));
  }

  @Endpoint(listCollections)
  async list(@Caller() principal: Principal): Promise<RouteResponse<typeof listCollections>> {
    return { collections: (await this.listCollections.run(principal)).map(toCollection) };
  }

  @Endpoint(getCollection)
  async get(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof getCollection>,
  ): Promise<RouteResponse<typeof getCollection>> {
    return toCollection(await this.getCollection.run(principal, { id: params.id }));
  }
}
