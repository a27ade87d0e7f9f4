import { Caller, Endpoint, Input } from '@groundwork/http';
import {
  AddWebSource,
  GetWebSource,
  ListWebSources,
  RecheckWebSources,
  RemoveSitemap,
} from '@groundwork/ingestion';
import type { Principal } from '@groundwork/kernel';
import {
  addSitemap,
  getWebSource,
  listWebSources,
  recheckWebSources,
  removeSitemap,
  type RouteInput,
  type RouteResponse,
} from '@groundwork/protocol';
import { Controller, Inject } from '@nestjs/common';
import { toWebSource } from './to-web-source.ts';

@Controller()
export class WebSourcesController {
  constructor(
    @Inject(AddWebSource) private readonly addWebSource: AddWebSource,
    @Inject(ListWebSources) private readonly listWebSources: ListWebSources,
    @Inject(GetWebSource) private readonly getWebSource: GetWebSource,
    @Inject(RecheckWebSources) private readonly recheckWebSources: RecheckWebSources,
    @Inject(RemoveSitemap) private readonly removeSitemap: RemoveSitemap,
  ) {}

  @Endpoint(addSitemap)
  async add(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof addSitemap>,
  ): Promise<RouteResponse<typeof addSitemap>> {
    const sitemap = { ...body, collectionId: params.id, kind: 'sitemap' as const };
    return toWebSource((await this.addWebSource.run(principal, sitemap)).source);
  }

  @Endpoint(listWebSources)
  async list(
    @Caller() principal: Principal,
    @Input() { params, query }: RouteInput<typeof listWebSources>,
  ): Promise<RouteResponse<typeof listWebSources>> {
    const { sources, ...page } = await this.listWebSources.run(principal, {
      collectionId: params.id,
      ...query,
    });
    return { ...page, webSources: sources.map(toWebSource) };
  }

  @Endpoint(recheckWebSources)
  async recheck(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof recheckWebSources>,
  ): Promise<RouteResponse<typeof recheckWebSources>> {
    return { webSources: await this.recheckWebSources.run(principal, params.id) };
  }

  @Endpoint(getWebSource)
  async get(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof getWebSource>,
  ): Promise<RouteResponse<typeof getWebSource>> {
    return toWebSource(await this.getWebSource.run(principal, params.id));
  }

  @Endpoint(removeSitemap)
  remove(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof removeSitemap>,
  ): Promise<void> {
    return this.removeSitemap.run(principal, params.id);
  }
}
