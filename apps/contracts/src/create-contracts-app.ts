import { type HttpOptions, serveParts, type ServedRuntime } from '@groundwork/http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { contractsPart } from './contracts-part.ts';

/** Contract work alone over a runtime, ready to `listen`. Closing the app does not close the runtime. */
export function createContractsApp(
  runtime: ServedRuntime,
  options: Partial<HttpOptions> = {},
): Promise<NestFastifyApplication> {
  return serveParts(runtime, [contractsPart], options);
}
