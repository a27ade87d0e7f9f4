import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createAdapter } from './http/create-adapter.ts';
import { KnowledgeModule, type KnowledgeRuntime } from './knowledge.module.ts';
import { KnowledgeOptions } from './knowledge-options.ts';

/**
 * The knowledge app over a runtime, ready to `listen` (or to be asked through `inject`). Closing the app does not
 * close the runtime.
 */
export async function createKnowledgeApp(
  runtime: KnowledgeRuntime,
  options: Partial<KnowledgeOptions> = {},
): Promise<NestFastifyApplication> {
  const settled = new KnowledgeOptions(runtime.config.http, options);
  const app = await NestFactory.create<NestFastifyApplication>(
    KnowledgeModule.forRuntime(runtime, settled),
    createAdapter(settled),
    { logger: ['error', 'warn'], bodyParser: false, abortOnError: false, forceCloseConnections: true },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
