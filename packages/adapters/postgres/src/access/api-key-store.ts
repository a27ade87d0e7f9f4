import type { ApiKey, ApiKeyStore, FoundApiKey } from '@groundwork/access';
import type { ApiKeyId, Grant, GroupId, Principal, Scope, TenantId, UserId } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';

interface ApiKeyRow {
  readonly id: ApiKeyId;
  readonly tenant_id: TenantId;
  readonly name: string;
  readonly prefix: string;
  readonly secret_hash: string;
  readonly scopes: Scope[];
  readonly user_id: UserId | null;
  readonly grants: Grant[];
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
}

const columns =
  'id, tenant_id, name, prefix, secret_hash, scopes, user_id, grants, created_at, expires_at, revoked_at';

export class PostgresApiKeyStore implements ApiKeyStore {
  constructor(private readonly database: Database) {}

  async save(key: ApiKey): Promise<void> {
    await this.database.work(key.tenantId, (tx) =>
      tx.query(
        `INSERT INTO api_key (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, scopes = excluded.scopes,
           grants = excluded.grants, expires_at = excluded.expires_at, revoked_at = excluded.revoked_at`,
        [
          key.id,
          key.tenantId,
          key.name,
          key.prefix,
          key.secretHash,
          key.scopes,
          key.userId,
          key.grants,
          key.createdAt,
          key.expiresAt,
          key.revokedAt,
        ],
      ),
    );
  }

  async findByHash(secretHash: string): Promise<FoundApiKey | undefined> {
    const [row] = await this.database.inquire((tx) =>
      tx.query<ApiKeyRow & { groups: GroupId[] }>(
        `SELECT ${columns}, ARRAY(SELECT m.group_id FROM group_member m
                                   WHERE m.tenant_id = k.tenant_id AND m.user_id = k.user_id AND m.valid_to IS NULL
                                   ORDER BY 1)::text[] AS groups
           FROM api_key k WHERE secret_hash = $1`,
        [secretHash],
      ),
    );
    return row && { key: toApiKey(row), groups: row.groups };
  }

  async list({ tenantId }: Principal): Promise<ApiKey[]> {
    const rows = await this.database.work(tenantId, (tx) =>
      tx.query<ApiKeyRow>(`SELECT ${columns} FROM api_key ORDER BY created_at, id`),
    );
    return rows.map(toApiKey);
  }

  async revoke({ tenantId }: Principal, id: ApiKeyId, at: Date): Promise<boolean> {
    const rows = await this.database.work(tenantId, (tx) =>
      tx.query('UPDATE api_key SET revoked_at = least(revoked_at, $2) WHERE id = $1 RETURNING id', [id, at]),
    );
    return rows.length > 0;
  }
}

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    name: row.name,
    prefix: row.prefix,
    secretHash: row.secret_hash,
    scopes: row.scopes,
    ...(row.user_id && { userId: row.user_id }),
    grants: row.grants,
    createdAt: row.created_at,
    ...(row.expires_at && { expiresAt: row.expires_at }),
    ...(row.revoked_at && { revokedAt: row.revoked_at }),
  };
}
