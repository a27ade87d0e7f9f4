import type { Collection } from '@groundwork/ingestion';
import type { Collection as CollectionBody } from '@groundwork/protocol';

export function toCollection(collection: Collection): CollectionBody {
  const { id, name, language, access, createdAt } = collection;
  return {
    id,
    name,
    ...(language === undefined ? {} : { language }),
    access: [...access],
    createdAt: createdAt.toISOString(),
  };
}
