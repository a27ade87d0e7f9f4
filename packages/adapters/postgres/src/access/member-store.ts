import type { Group, MemberStore, User } from '@groundwork/access';
import { type GroupId, type Principal, UserError, type UserId } from '@groundwork/kernel';
import type { QueryResultRow } from 'pg';
import type { Database, Transaction } from '../database/database.ts';

export class PostgresMemberStore implements MemberStore {
  constructor(private readonly database: Database) {}

  async saveUser({ tenantId }: Principal, user: User): Promise<void> {
    await this.database.work(tenantId, async (tx) => {
      await tx.query(
        `INSERT INTO app_user (tenant_id, id, email, name) VALUES (current_tenant(), $1, $2, $3)
         ON CONFLICT (tenant_id, id) DO UPDATE SET email = excluded.email, name = excluded.name`,
        [user.id, user.email, user.name],
      );
      await replaceGroups(tx, user.id, user.groups);
    });
  }

  async saveGroup({ tenantId }: Principal, group: Group): Promise<void> {
    await this.database.work(tenantId, (tx) =>
      tx.query(
        `INSERT INTO user_group (tenant_id, id, name) VALUES (current_tenant(), $1, $2)
         ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name`,
        [group.id, group.name],
      ),
    );
  }

  listUsers({ tenantId }: Principal): Promise<User[]> {
    return this.database.work(tenantId, (tx) =>
      tx.query<User & QueryResultRow>(
        `SELECT u.id, u.email, u.name,
                ARRAY(SELECT m.group_id::text FROM group_member m
                       WHERE m.tenant_id = u.tenant_id AND m.user_id = u.id AND m.valid_to IS NULL ORDER BY 1) AS groups
           FROM app_user u ORDER BY u.id`,
      ),
    );
  }

  listGroups({ tenantId }: Principal): Promise<Group[]> {
    return this.database.work(tenantId, (tx) =>
      tx.query<Group & QueryResultRow>('SELECT id, name FROM user_group ORDER BY id'),
    );
  }

  async setGroups({ tenantId }: Principal, user: UserId, groups: readonly GroupId[]): Promise<void> {
    await this.database.work(tenantId, (tx) => replaceGroups(tx, user, groups));
  }
}

async function replaceGroups(tx: Transaction, user: UserId, groups: readonly GroupId[]): Promise<void> {
  const [found] = await tx.query<{ missing: string[] }>(
    `SELECT ARRAY(SELECT unnest($2::uuid[]) EXCEPT SELECT id FROM user_group)::text[] AS missing
       FROM app_user WHERE id = $1 FOR UPDATE`,
    [user, groups],
  );
  if (!found) throw new UserError('user.not-found', `No user ${user}`);
  if (found.missing[0]) throw new UserError('group.not-found', `No group ${found.missing[0]}`);
  await tx.query(
    `UPDATE group_member SET valid_to = clock_timestamp()
      WHERE user_id = $1 AND valid_to IS NULL AND group_id <> ALL ($2::uuid[])`,
    [user, groups],
  );
  await tx.query(
    `INSERT INTO group_member (tenant_id, user_id, group_id, valid_from)
     SELECT current_tenant(), $1, g, clock_timestamp() FROM unnest($2::uuid[]) g
     ON CONFLICT (tenant_id, user_id, group_id) WHERE valid_to IS NULL DO NOTHING`,
    [user, groups],
  );
}
