import type { ApiKeyId, Grant, Scope, TenantId, UserId } from '@groundwork/kernel';

/** An API key as stored: never the secret, only its SHA-256. */
export interface ApiKey {
  readonly id: ApiKeyId;
  readonly tenantId: TenantId;
  readonly name: string;
  /** First characters of the secret, so that people can tell keys apart. */
  readonly prefix: string;
  readonly secretHash: string;
  readonly scopes: readonly Scope[];
  /** A key that acts for a user has that user's grants; others have those listed in `grants`. */
  readonly userId?: UserId;
  readonly grants: readonly Grant[];
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
}
