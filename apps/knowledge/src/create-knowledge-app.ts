import { type HttpOptions, serveParts, type ServedRuntime } from '@groundwork/http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { knowledgePart } from './knowledge-part.ts';

/** Knowledge Q&A alone over a runtime, ready to `listen`. Closing the app does not close the runtime. */
export function createKnowledgeApp(
  runtime: ServedRuntime,
  options: Partial<HttpOptions> = {},
): Promise<NestFastifyApplication> {
  return serveParts(runtime, [knowledgePart(runtime)], options);
}
