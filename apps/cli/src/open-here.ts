import { contractsPart } from '@groundwork/contracts-app';
import { serveParts } from '@groundwork/http';
import { knowledgePart } from '@groundwork/knowledge-app';
import { type Config, openLocalTenant, openRuntime } from '@groundwork/runtime';
import { Client } from './client.ts';
import type { Connection, ConnectOptions } from './connect.ts';

/** No limit that one person at one machine could meet. */
const rateLimit = { perMinute: 1_000_000, burst: 1_000_000 };

/** A server for one command, in this process, on a loopback port. */
export async function openHere(
  config: Config,
  { apiKey, workers, signal }: ConnectOptions,
): Promise<Connection> {
  const runtime = await openRuntime(config);
  try {
    const local = await openLocalTenant(runtime);
    if (workers) await runtime.startWorkers();
    const app = await serveParts(runtime, [knowledgePart(runtime), contractsPart], { rateLimit });
    await app.listen(0, '127.0.0.1');
    return {
      client: new Client(await app.getUrl(), apiKey ?? local.apiKey, signal),
      where: 'this process',
      async close() {
        await app.close();
        await runtime.close();
      },
    };
  } catch (error) {
    await runtime.close();
    throw error;
  }
}
