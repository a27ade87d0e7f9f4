import { SummarizeCosts } from '@groundwork/answering';
import { Caller, Endpoint, Input } from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import { type RouteInput, type RouteResponse, summarizeCosts } from '@groundwork/protocol';
import { Controller, Inject } from '@nestjs/common';

@Controller()
export class CostsController {
  constructor(@Inject(SummarizeCosts) private readonly summarizeCosts: SummarizeCosts) {}

  @Endpoint(summarizeCosts)
  async summarize(
    @Caller() principal: Principal,
    @Input() { query }: RouteInput<typeof summarizeCosts>,
  ): Promise<RouteResponse<typeof summarizeCosts>> {
    const since = new Date(query.since);
    const costs = await this.summarizeCosts.run(principal, since);
    return {
      since: since.toISOString(),
      totalUsd: costs.reduce((sum, cost) => sum + cost.costUsd, 0),
      costs: costs.map((cost) => ({ ...cost })),
    };
  }
}
