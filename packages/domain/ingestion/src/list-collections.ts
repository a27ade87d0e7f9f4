import type { Principal } from '@groundwork/kernel';
import type { Collection } from './collection.ts';
import type { CollectionStore } from './stores.ts';

/** The Collections that the Principal may see. */
export class ListCollections {
  constructor(private readonly deps: { readonly collections: CollectionStore }) {}

  run(principal: Principal): Promise<Collection[]> {
    return this.deps.collections.list(principal);
  }
}
