import { UserError, type CollectionId, type Principal } from '@groundwork/kernel';
import type { Collection } from './collection.ts';
import type { CollectionStore } from './stores.ts';

/** A Collection that the Principal may see. */
export class GetCollection {
  constructor(private readonly deps: { readonly collections: CollectionStore }) {}

  /** By id or by name. Throws `UserError('collection.not-found')`. */
  async run(
    principal: Principal,
    by: { readonly id: CollectionId } | { readonly name: string },
  ): Promise<Collection> {
    const { collections } = this.deps;
    const found =
      'id' in by
        ? await collections.find(principal, by.id)
        : await collections.findByName(principal, by.name);
    if (found) return found;
    throw new UserError(
      'collection.not-found',
      `There is no collection ${'id' in by ? by.id : `"${by.name}"`}.`,
    );
  }
}
