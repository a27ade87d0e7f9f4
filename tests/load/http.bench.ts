import autocannon from 'autocannon';
import { Agent, request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave, percentile, spread, type Bench } from './measure.ts';
import { startProcess } from './processes/start-process.ts';

interface Platform {
  readonly url: string;
  readonly apiKey: string;
  readonly queries: readonly string[];
}

/** Our HTTP stack (Nest, guards, validation, headers) beside bare Fastify, and what HTTP adds to a search. */
export const bench: Bench = {
  name: 'http',
  async run() {
    const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
    const bare = await startProcess<{ url: string }>('bare-fastify');
    const platform = await startProcess<Platform>('platform', [dataDir, '500']);
    try {
      await platform.ask('ingest');
      const { url, apiKey, queries } = platform.ready;
      const rates = await interleave(4, {
        bare: () => requestsPerSecond(`${bare.ready.url}/`),
        open: () => requestsPerSecond(`${url}/health/live`),
        keyed: () => requestsPerSecond(`${url}/v1/models`, apiKey),
      });
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      let next = 0;
      const overHttp = async () => {
        const times: number[] = [];
        for (let i = 0; i < 50; i++) {
          const query = queries[next++ % queries.length]!;
          const began = performance.now();
          await post(`${url}/v1/search`, agent, apiKey, { query, limit: 10 });
          times.push(performance.now() - began);
        }
        return percentile(times, 50);
      };
      const searches = await interleave(5, {
        http: overHttp,
        inProcess: async () => percentile(await platform.ask<number[]>('search'), 50),
      });
      agent.destroy();
      const bareRate = spread(rates.bare);
      return [
        {
          what: 'requests/s, a public route',
          unit: '/s',
          ours: spread(rates.open),
          bare: bareRate,
          limit: { of: 'ratio', min: 0.3 },
        },
        { what: 'requests/s, with an API key', unit: '/s', ours: spread(rates.keyed), bare: bareRate },
        {
          what: 'POST /v1/search beside in process, p50',
          unit: 'ms',
          ours: spread(searches.http),
          bare: spread(searches.inProcess),
          limit: { of: 'difference', max: 3 },
        },
      ];
    } finally {
      await platform.stop();
      await bare.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function requestsPerSecond(url: string, apiKey?: string): Promise<number> {
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const result = await autocannon({ url, connections: 10, duration: 3, headers });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} refused`);
  return result.requests.average;
}

function post(url: string, agent: Agent, apiKey: string, body: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}
