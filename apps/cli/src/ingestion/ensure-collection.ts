import type { CollectionId } from '@groundwork/kernel';
import { createCollection, listCollections } from '@groundwork/protocol';
import type { Client } from '../client.ts';

/** The id of the Collection of this name, which is created where there is none. */
export async function ensureCollection(client: Client, name: string): Promise<CollectionId> {
  const { collections } = await client.call(listCollections);
  const found = collections.find((collection) => collection.name === name);
  return (found ?? (await client.call(createCollection, { body: { name } }))).id as CollectionId;
}
