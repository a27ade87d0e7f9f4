import type { Collection, CollectionStore } from '@groundwork/ingestion';
import { type CollectionId, type Grant, type Language, type Principal, UserError } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';

interface CollectionRow {
  readonly id: CollectionId;
  readonly name: string;
  readonly language: Language | null;
  readonly grants: Grant[];
  readonly created_at: Date;
}

const select = /* sql */ `
  SELECT c.id, c.name, c.language, l.grants, c.created_at
    FROM collection c JOIN access_list l ON l.tenant_id = c.tenant_id AND l.id = c.access_list_id`;

export class PostgresCollectionStore implements CollectionStore {
  constructor(private readonly database: Database) {}

  async create(principal: Principal, collection: Collection): Promise<void> {
    const { id, name, language, access, createdAt } = collection;
    const created = await this.database.write(principal, async (tx) => {
      await tx.as('worker');
      return tx.query(
        `INSERT INTO collection (tenant_id, id, name, language, access_list_id, created_at)
         VALUES (current_tenant(), $1, $2, $3, access_list_for($1, $4), $5)
         ON CONFLICT (tenant_id, name) DO NOTHING RETURNING id`,
        [id, name, language, access, createdAt],
      );
    });
    if (created.length === 0) throw new UserError('collection.exists', `The name "${name}" is in use`);
  }

  async find(principal: Principal, id: CollectionId): Promise<Collection | undefined> {
    return (await this.#select(principal, `${select} WHERE c.id = $1`, [id]))[0];
  }

  async findByName(principal: Principal, name: string): Promise<Collection | undefined> {
    return (await this.#select(principal, `${select} WHERE c.name = $1`, [name]))[0];
  }

  list(principal: Principal): Promise<Collection[]> {
    return this.#select(principal, `${select} ORDER BY c.name`, []);
  }

  async #select(principal: Principal, sql: string, values: readonly unknown[]): Promise<Collection[]> {
    const rows = await this.database.read(principal, (tx) => tx.query<CollectionRow>(sql, values));
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      ...(row.language && { language: row.language }),
      access: row.grants,
      createdAt: row.created_at,
    }));
  }
}
