import type { EmbeddingSpaceId, TenantId } from '@groundwork/kernel';
import type { EmbeddingSpaceSpec } from '@groundwork/inference';

/** A named model's vectors for one Tenant. Exactly one is `active` (searched); at most one is `building`. */
export interface EmbeddingSpace extends EmbeddingSpaceSpec {
  readonly id: EmbeddingSpaceId;
  readonly state: 'building' | 'active';
}

export interface EmbeddingSpaceStore {
  /** The space for this model, created where missing: active if the Tenant has none, building otherwise. */
  ensure(tenantId: TenantId, spec: EmbeddingSpaceSpec): Promise<EmbeddingSpace>;
  list(tenantId: TenantId): Promise<EmbeddingSpace[]>;
  /** Published Chunks that lack a vector in the space: what to embed next. */
  listMissing(
    tenantId: TenantId,
    spaceId: EmbeddingSpaceId,
    limit: number,
  ): Promise<{ chunkId: string; title: string; headingPath: readonly string[]; text: string }[]>;
  saveVectors(
    tenantId: TenantId,
    spaceId: EmbeddingSpaceId,
    vectors: ReadonlyMap<string, Float32Array>,
  ): Promise<void>;
  /** Make a complete space the active one and drop the Tenant's others, in one transaction. False while Chunks lack vectors. */
  activate(tenantId: TenantId, spaceId: EmbeddingSpaceId): Promise<boolean>;
}
