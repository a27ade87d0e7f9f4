import type { EmbeddingSpaceSpec } from '@groundwork/inference';
import { EmbeddingSpaceId, newId, type TenantId } from '@groundwork/kernel';
import type { EmbeddingSpace, EmbeddingSpaceStore } from '@groundwork/retrieval';
import type { MemoryChunkIndex } from './memory-chunk-index.ts';

/** The `EmbeddingSpaceStore` port over the Chunks of a `MemoryChunkIndex`. */
export class MemoryEmbeddingSpaceStore implements EmbeddingSpaceStore {
  private readonly spaces = new Map<TenantId, EmbeddingSpace[]>();

  constructor(private readonly index: MemoryChunkIndex) {}

  async ensure(tenantId: TenantId, spec: EmbeddingSpaceSpec): Promise<EmbeddingSpace> {
    const spaces = this.spaces.get(tenantId) ?? [];
    const known = spaces.find(({ name, version }) => name === spec.name && version === spec.version);
    if (known) return known;
    const { name, version, dimensions, distance } = spec;
    const active = spaces.filter(({ state }) => state === 'active');
    const state = active.length === 0 ? 'active' : 'building';
    const space = { id: newId(EmbeddingSpaceId), name, version, dimensions, distance, state } as const;
    // At most one is being built: a newer wish replaces an unfinished one.
    this.spaces.set(tenantId, [...active, space]);
    return space;
  }

  async list(tenantId: TenantId): Promise<EmbeddingSpace[]> {
    return [...(this.spaces.get(tenantId) ?? [])];
  }

  async listMissing(tenantId: TenantId, spaceId: EmbeddingSpaceId, limit: number) {
    return this.index.missing(tenantId, spaceId).slice(0, limit);
  }

  async saveVectors(
    tenantId: TenantId,
    spaceId: EmbeddingSpaceId,
    vectors: ReadonlyMap<string, Float32Array>,
  ): Promise<void> {
    for (const { chunkId } of this.index.missing(tenantId, spaceId)) {
      const values = vectors.get(chunkId);
      if (values) this.index.setVector(chunkId, spaceId, values);
    }
  }

  async activate(tenantId: TenantId, spaceId: EmbeddingSpaceId): Promise<boolean> {
    const space = this.spaces.get(tenantId)?.find(({ id }) => id === spaceId);
    if (!space || this.index.missing(tenantId, spaceId).length > 0) return false;
    for (const other of await this.list(tenantId)) if (other.id !== spaceId) this.index.dropVectors(other.id);
    this.spaces.set(tenantId, [{ ...space, state: 'active' }]);
    return true;
  }
}
