import 'reflect-metadata';
import type { Runtime } from '@groundwork/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiKeyGuard } from './api-key.guard.ts';
import { type AppPart, AppParts } from './app-part.ts';
import { createAdapter } from './create-adapter.ts';
import { ErrorFilter } from './error.filter.ts';
import { HttpOptions } from './http-options.ts';
import { OperationsController } from './operations.controller.ts';
import { RateLimitGuard } from './rate-limit.guard.ts';
import { RuntimeHealth } from './runtime-health.ts';

/** What a server needs of a runtime. */
export type ServedRuntime = Pick<Runtime, 'config' | 'useCases' | 'health'>;

@Module({})
class PartsModule {
  /** Every use case under its own class, and the controllers over them. */
  static forRuntime(runtime: ServedRuntime, parts: readonly AppPart[], options: HttpOptions): DynamicModule {
    return {
      module: PartsModule,
      controllers: [...parts.flatMap(({ controllers }) => controllers), OperationsController],
      providers: [
        ...runtime.useCases.map((useCase) => ({ provide: useCase.constructor as never, useValue: useCase })),
        { provide: HttpOptions, useValue: options },
        { provide: AppParts, useValue: new AppParts(parts) },
        { provide: RuntimeHealth, useValue: new RuntimeHealth(runtime) },
        ...parts.flatMap(({ providers }) => providers ?? []),
        // In the order in which they act: who asks, then how often.
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}

/**
 * One server of all the parts over a runtime, ready to `listen` (or to be asked through `inject`). Closing it does not
 * close the runtime.
 */
export async function serveParts(
  runtime: ServedRuntime,
  parts: readonly AppPart[],
  options: Partial<HttpOptions> = {},
): Promise<NestFastifyApplication> {
  const settled = new HttpOptions(runtime.config.http, options);
  const app = await NestFactory.create<NestFastifyApplication>(
    PartsModule.forRuntime(runtime, parts, settled),
    createAdapter(settled),
    { logger: ['error', 'warn'], bodyParser: false, abortOnError: false, forceCloseConnections: true },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
