import type { Tenant, TenantStore } from '@groundwork/access';
import type { TenantId } from '@groundwork/kernel';
import type { QueryResultRow } from 'pg';
import type { Database } from '../database/database.ts';

type TenantRow = Tenant & QueryResultRow;

const columns = 'tenant_id AS id, name, created_at AS "createdAt"';

export class PostgresTenantStore implements TenantStore {
  constructor(private readonly database: Database) {}

  async create({ id, name, createdAt }: Tenant): Promise<void> {
    await this.database.operate((tx) =>
      tx.query(
        'INSERT INTO tenant (tenant_id, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [id, name, createdAt],
      ),
    );
  }

  list(): Promise<Tenant[]> {
    return this.database.operate((tx) =>
      tx.query<TenantRow>(`SELECT ${columns} FROM tenant ORDER BY created_at, tenant_id`),
    );
  }

  async find(id: TenantId): Promise<Tenant | undefined> {
    const rows = await this.database.operate((tx) =>
      tx.query<TenantRow>(`SELECT ${columns} FROM tenant WHERE tenant_id = $1`, [id]),
    );
    return rows[0];
  }

  /** Everything hangs from the Tenant's row, but for the index, which would otherwise be taken apart term by term. */
  async erase(id: TenantId): Promise<void> {
    await this.database.work(id, async (tx) => {
      for (const table of ['posting', 'embedding']) await tx.query(`DELETE FROM ${table}`);
      await tx.as('system');
      await tx.query('DELETE FROM tenant WHERE tenant_id = $1', [id]);
    });
  }
}
