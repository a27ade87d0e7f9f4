import type { KeptPlaybook, PlaybookStore } from '@groundwork/review';
import type { Principal } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';
import { storable } from '../database/storable.ts';

interface PlaybookRow {
  readonly id: string;
  readonly source: string;
  readonly updated_at: Date;
}

const select = 'SELECT id, source, updated_at FROM playbook';

export class PostgresPlaybookStore implements PlaybookStore {
  constructor(private readonly database: Database) {}

  async find(principal: Principal, id: string): Promise<KeptPlaybook | undefined> {
    const [row] = await this.database.read(principal, (tx) =>
      tx.query<PlaybookRow>(`${select} WHERE id = $1`, [id]),
    );
    return row && toPlaybook(row);
  }

  async list(principal: Principal): Promise<KeptPlaybook[]> {
    const rows = await this.database.read(principal, (tx) => tx.query<PlaybookRow>(`${select} ORDER BY id`));
    return rows.map(toPlaybook);
  }

  async save(
    principal: Principal,
    { id, source, at }: { readonly id: string; readonly source: string; readonly at: Date },
  ): Promise<void> {
    await this.database.write(principal, async (tx) => {
      await tx.as('worker');
      await tx.query(
        `INSERT INTO playbook (tenant_id, id, source, updated_at) VALUES (current_tenant(), $1, $2, $3)
         ON CONFLICT (tenant_id, id) DO UPDATE SET source = $2, updated_at = $3`,
        [id, storable(source), at],
      );
    });
  }

  async remove(principal: Principal, id: string): Promise<boolean> {
    return this.database.write(principal, async (tx) => {
      await tx.as('worker');
      return (await tx.query('DELETE FROM playbook WHERE id = $1 RETURNING id', [id])).length > 0;
    });
  }
}

function toPlaybook({ id, source, updated_at: updatedAt }: PlaybookRow): KeptPlaybook {
  return { id, source, origin: 'tenant', updatedAt };
}
