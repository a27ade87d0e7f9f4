import type { Embedder } from '@groundwork/inference';
import { buildSpace, type JobQueue } from '@groundwork/jobs';
import type { Clock, EmbeddingSpaceId, TenantId } from '@groundwork/kernel';
import type { EmbeddingSpace, EmbeddingSpaceStore } from './embedding-space.ts';

/** An EmbeddingSpace with the model that fills it. */
export interface LiveSpace {
  readonly spaceId: EmbeddingSpaceId;
  readonly embedder: Embedder;
}

export interface EmbeddingSpacesDeps {
  readonly store: EmbeddingSpaceStore;
  /** Models at hand: the configured one first, then those that older spaces may still need. */
  readonly embedders: readonly [Embedder, ...Embedder[]];
  readonly queue: Pick<JobQueue, 'enqueue'>;
  readonly clock: Clock;
}

/** How long a search may go on with a space that another process has replaced; it is then lexical for as long. */
const rememberMs = 10_000;

/** Which spaces of a Tenant are alive and which models fill them. */
export class EmbeddingSpaces {
  private readonly active = new Map<TenantId, { space: EmbeddingSpace | undefined; until: number }>();

  constructor(private readonly deps: EmbeddingSpacesDeps) {}

  /** Spaces that a new Chunk needs a vector in: the active one and the one being built, as far as models are at hand. */
  async forIngestion(tenantId: TenantId): Promise<LiveSpace[]> {
    await this.deps.store.ensure(tenantId, this.deps.embedders[0].space);
    const spaces = await this.deps.store.list(tenantId);
    return spaces.flatMap((space) => {
      const embedder = this.embedderOf(space);
      return embedder ? [{ spaceId: space.id, embedder }] : [];
    });
  }

  /** The space to search, or why there is none. */
  async forSearch(tenantId: TenantId): Promise<LiveSpace | 'no-space' | 'embedder-missing'> {
    const space = await this.activeSpace(tenantId);
    if (!space) return 'no-space';
    const embedder = this.embedderOf(space);
    return embedder ? { spaceId: space.id, embedder } : 'embedder-missing';
  }

  /**
   * Bring the Tenant to the configured model with no downtime: the new space is built beside the active one, which
   * goes on answering. Also mends an active space that lacks vectors. Safe to call at every start.
   */
  async switchToConfigured(tenantId: TenantId): Promise<EmbeddingSpace> {
    const space = await this.deps.store.ensure(tenantId, this.deps.embedders[0].space);
    const isComplete =
      space.state === 'active' && (await this.deps.store.listMissing(tenantId, space.id, 1)).length === 0;
    if (!isComplete) await this.deps.queue.enqueue(buildSpace, { tenantId, spaceId: space.id });
    return space;
  }

  /** The model of a space, where it is at hand. */
  embedderOf(space: EmbeddingSpace): Embedder | undefined {
    return this.deps.embedders.find(
      ({ space: spec }) =>
        spec.name === space.name && spec.version === space.version && spec.dimensions === space.dimensions,
    );
  }

  /** Read the Tenant's spaces anew at the next search. */
  forget(tenantId: TenantId): void {
    this.active.delete(tenantId);
  }

  private async activeSpace(tenantId: TenantId): Promise<EmbeddingSpace | undefined> {
    const now = this.deps.clock.now().getTime();
    const known = this.active.get(tenantId);
    if (known && known.until > now) return known.space;
    const space = (await this.deps.store.list(tenantId)).find(({ state }) => state === 'active');
    // No space yet is not worth remembering: the first document changes it.
    if (space) this.active.set(tenantId, { space, until: now + rememberMs });
    return space;
  }
}
