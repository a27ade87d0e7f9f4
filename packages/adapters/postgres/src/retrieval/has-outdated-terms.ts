import type { TenantId } from '@groundwork/kernel';
import { analysisVersion } from '@groundwork/retrieval';
import type { Database } from '../database/database.ts';

/** Whether the Tenant has Chunks whose terms were made by another analysis than queries get now. Looks at each. */
export async function hasOutdatedTerms(database: Database, tenantId: TenantId): Promise<boolean> {
  const [row] = await database.work(tenantId, (tx) =>
    tx.query<{ outdated: boolean }>(
      'SELECT EXISTS (SELECT FROM chunk WHERE valid_to IS NULL AND analysis <> $1) AS outdated',
      [analysisVersion],
    ),
  );
  return row?.outdated ?? false;
}
