import { UserError } from '@groundwork/kernel';

/** The ids of Collections given by name, as a search body takes them; nothing given means all. */
export function findCollections(
  { collections }: { collections: readonly { id: string; name: string }[] },
  names: readonly string[] | undefined,
): { collections?: string[] } {
  if (!names?.length) return {};
  return {
    collections: names.map((name) => {
      const found = collections.find((collection) => collection.name === name || collection.id === name);
      if (found) return found.id;
      const known = collections.map((collection) => collection.name).join(', ') || 'none';
      throw new UserError('collection.not-found', `There is no collection "${name}" (there are: ${known}).`);
    }),
  };
}
