import { OperationalError } from '@groundwork/kernel';
import {
  getLiveness,
  getOpenApi,
  getReadiness,
  operationsRoutes,
  type RouteResponse,
  toOpenApi,
} from '@groundwork/protocol';
import { Controller, Inject } from '@nestjs/common';
import { AppParts } from './app-part.ts';
import { Endpoint } from './endpoint.ts';
import { RuntimeHealth } from './runtime-health.ts';

@Controller()
export class OperationsController {
  private readonly openApi: ReturnType<typeof toOpenApi>;

  constructor(
    @Inject(RuntimeHealth) private readonly health: RuntimeHealth,
    @Inject(AppParts) parts: AppParts,
  ) {
    this.openApi = toOpenApi([...parts.routes, ...operationsRoutes], {
      title: 'Groundwork',
      version: '0.1.0',
    });
  }

  @Endpoint(getLiveness)
  live(): RouteResponse<typeof getLiveness> {
    return { status: 'ok' };
  }

  @Endpoint(getReadiness)
  async ready(): Promise<RouteResponse<typeof getReadiness>> {
    const parts = await this.health.check();
    const failed = parts.filter((part) => !part.ok);
    const checks = Object.fromEntries(parts.map(({ name, ok }) => [name, ok ? 'ok' : 'failed'] as const));
    if (failed.length > 0)
      throw new OperationalError(
        failed.some((part) => part.name === 'queue') ? 'queue.unavailable' : 'database.unavailable',
        `Not ready: ${failed.map((part) => part.name).join(', ')}.`,
        { details: { checks } },
      );
    return { status: 'ok', checks };
  }

  @Endpoint(getOpenApi)
  describe(): RouteResponse<typeof getOpenApi> {
    return { openapi: '3.1.1', ...this.openApi };
  }
}
