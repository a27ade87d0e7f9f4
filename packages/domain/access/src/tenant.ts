import type { GroupId, TenantId, UserId } from '@groundwork/kernel';

/** A customer organisation: owner of every row below it. */
export interface Tenant {
  readonly id: TenantId;
  readonly name: string;
  readonly createdAt: Date;
}

/** A person of a Tenant. */
export interface User {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly groups: readonly GroupId[];
}

/** A named set of users, for access lists. */
export interface Group {
  readonly id: GroupId;
  readonly name: string;
}
