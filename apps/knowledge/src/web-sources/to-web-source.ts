import type { WebSource } from '@groundwork/ingestion';
import { errorRemedies } from '@groundwork/kernel';
import type { WebSource as WebSourceBody } from '@groundwork/protocol';

export function toWebSource({
  failure,
  checkedAt,
  fetchedAt,
  dueAt,
  createdAt,
  contents,
  ...source
}: WebSource): WebSourceBody {
  return {
    ...source,
    ...(failure ? { failure: { ...failure, remedy: errorRemedies[failure.code] } } : {}),
    ...(checkedAt ? { checkedAt: checkedAt.toISOString() } : {}),
    ...(fetchedAt ? { fetchedAt: fetchedAt.toISOString() } : {}),
    ...(dueAt ? { dueAt: dueAt.toISOString() } : {}),
    ...(contents ? { contents: { ...contents } } : {}),
    createdAt: createdAt.toISOString(),
  };
}
