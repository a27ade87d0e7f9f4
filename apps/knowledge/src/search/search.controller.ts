import { RecordSearchCosts } from '@groundwork/answering';
import { Caller, ClientGone, Endpoint, Input } from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import { type RouteInput, type RouteResponse, searchPassages } from '@groundwork/protocol';
import { SearchPassages } from '@groundwork/retrieval';
import { Controller, Inject } from '@nestjs/common';
import { toPassage } from './to-passage.ts';

@Controller()
export class SearchController {
  constructor(
    @Inject(SearchPassages) private readonly searchPassages: SearchPassages,
    @Inject(RecordSearchCosts) private readonly recordSearchCosts: RecordSearchCosts,
  ) {}

  @Endpoint(searchPassages)
  async search(
    @Caller() principal: Principal,
    @Input() { body }: RouteInput<typeof searchPassages>,
    @ClientGone() signal: AbortSignal,
  ): Promise<RouteResponse<typeof searchPassages>> {
    const { asOf, ...query } = body;
    const result = await this.searchPassages.run(principal, {
      ...query,
      ...(asOf === undefined ? {} : { asOf: new Date(asOf) }),
      signal,
    });
    await this.recordSearchCosts.run(principal, result);
    return {
      passages: result.passages.map(toPassage),
      revision: result.revision,
      searchedAt: result.searchedAt.toISOString(),
      ...(result.lexicalOnly && { lexicalOnly: result.lexicalOnly }),
      ...(result.notReranked && { notReranked: result.notReranked }),
      timings: { ...result.timings },
    };
  }
}
