import type { Embedder } from '@groundwork/inference';
import { type EmbeddingSpaceId, type Logger, OperationalError, type TenantId } from '@groundwork/kernel';
import type { EmbeddingSpaceStore } from './embedding-space.ts';
import type { EmbeddingSpaces } from './embedding-spaces.ts';
import { embeddingText } from './embedding-text.ts';

/** What one call of an Embedder cost while building a space. */
export interface SpaceBuildCost {
  readonly tenantId: TenantId;
  readonly spaceId: EmbeddingSpaceId;
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly usd: number;
}

export interface BuildEmbeddingSpaceDeps {
  readonly store: EmbeddingSpaceStore;
  readonly spaces: EmbeddingSpaces;
  readonly recordCost?: (cost: SpaceBuildCost) => Promise<void>;
  readonly logger: Logger;
  /** Chunks embedded and saved at a time; what a killed build loses. */
  readonly batch?: number;
}

interface Target {
  readonly tenantId: TenantId;
  readonly spaceId: EmbeddingSpaceId;
  readonly embedder: Embedder;
}

/**
 * Job handler of `space.build`: embed every published Chunk that the space lacks, then make it the active one.
 * Each batch is saved as it is done, so a build that was stopped goes on where it was; run on the active space it
 * fills holes. Nothing to do where the space is gone or its model is not configured here.
 */
export class BuildEmbeddingSpace {
  constructor(private readonly deps: BuildEmbeddingSpaceDeps) {}

  async run(
    { tenantId, spaceId }: { readonly tenantId: TenantId; readonly spaceId: EmbeddingSpaceId },
    signal: AbortSignal,
  ): Promise<void> {
    const { store, spaces, logger } = this.deps;
    let embedded = 0;
    for (let refusals = 0; refusals < 10; refusals++) {
      const space = (await store.list(tenantId)).find(({ id }) => id === spaceId);
      const embedder = space && spaces.embedderOf(space);
      if (!embedder) return logger.warn('space.skipped', { tenantId, spaceId, exists: space !== undefined });
      embedded += await this.fill({ tenantId, spaceId, embedder }, signal);
      // Refused where Chunks were published since the last look: look again.
      if (await store.activate(tenantId, spaceId)) {
        spaces.forget(tenantId);
        return logger.info('space.active', { tenantId, spaceId, embedded });
      }
    }
    throw new OperationalError('space.not-ready', 'Chunks are published faster than they are embedded.');
  }

  /** Embed until nothing is missing; returns how many Chunks it embedded. */
  private async fill({ tenantId, spaceId, embedder }: Target, signal: AbortSignal): Promise<number> {
    const { store, recordCost, batch = 64 } = this.deps;
    let embedded = 0;
    for (;;) {
      signal.throwIfAborted();
      const missing = await store.listMissing(tenantId, spaceId, batch);
      if (missing.length === 0) return embedded;
      const { vectors, inputTokens } = await embedder.embed(missing.map(embeddingText), {
        kind: 'passage',
        signal,
      });
      if (vectors.length !== missing.length) {
        throw new OperationalError(
          'model.invalid-output',
          'The embedder returned another number of vectors.',
        );
      }
      const byChunk = new Map(missing.map(({ chunkId }, index) => [chunkId, vectors[index]!]));
      await store.saveVectors(tenantId, spaceId, byChunk);
      embedded += missing.length;
      await recordCost?.({
        tenantId,
        spaceId,
        provider: embedder.provider,
        model: embedder.space.name,
        inputTokens,
        usd: (inputTokens / 1e6) * embedder.pricePerMillionTokens,
      });
    }
  }
}
