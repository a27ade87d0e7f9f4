import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthenticateApiKey, CreateTenant, EraseTenant, IssueApiKey, SaveUser } from '@groundwork/access';
import type { Embedder } from '@groundwork/inference';
import { type Logger, type Principal, systemPrincipal } from '@groundwork/kernel';
import type { Config } from '../config.ts';
import { openRuntime } from '../open-runtime.ts';
import type { Runtime } from '../runtime.ts';
import { CachedEmbedder } from './cached-embedder.ts';

/** A Tenant that exists for one evaluation. */
export interface ScratchTenant {
  readonly runtime: Runtime;
  /** A user of it with every scope. */
  readonly principal: Principal;
  /** Vectors of passages that were read from the cache rather than computed. */
  cachedEmbeddings(): number;
  /** Erases the Tenant with all it owns. */
  close(): Promise<void>;
}

/**
 * Opens a throw-away Tenant on the configured adapters and models, workers running. Where the database is embedded it
 * gets a folder of its own, so that an evaluation neither waits for a running server nor slows it down. With
 * `cacheEmbeddings` the vectors of passages are kept in the data folder from one evaluation to the next.
 */
export async function openScratchTenant(
  config: Config,
  { logger, cacheEmbeddings = false }: { logger?: Logger; cacheEmbeddings?: boolean } = {},
): Promise<ScratchTenant> {
  const embedded = config.database.url.startsWith('pglite:');
  const folder = embedded ? await mkdtemp(join(tmpdir(), 'groundwork-eval-')) : undefined;
  const scratch = folder ? { ...config, database: { ...config.database, url: `pglite:${folder}` } } : config;
  const caches: CachedEmbedder[] = [];
  const decorateEmbedder = (embedder: Embedder) => {
    const cache = new CachedEmbedder(embedder, join(config.dataDir, 'evaluation-cache'));
    caches.push(cache);
    return cache;
  };
  const runtime = await openRuntime(scratch, {
    ...(logger && { logger }),
    ...(cacheEmbeddings && { decorateEmbedder }),
  });
  const tenant = await runtime.get(CreateTenant).run({ name: 'Evaluation' });
  const close = async () => {
    await runtime.get(EraseTenant).run(tenant.id);
    await runtime.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  };
  try {
    const system = systemPrincipal(tenant.id, 'system:evaluation');
    const user = await runtime
      .get(SaveUser)
      .run(system, { email: 'evaluation@localhost', name: 'Evaluation', groups: [] });
    const key = { name: 'Evaluation', scopes: ['admin' as const], userId: user.id };
    const { secret } = await runtime.get(IssueApiKey).run(system, key);
    await runtime.startWorkers();
    return {
      runtime,
      principal: await runtime.get(AuthenticateApiKey).run(secret),
      cachedEmbeddings: () => caches.reduce((sum, { hits }) => sum + hits, 0),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
