import type { TenantId } from '@groundwork/kernel';

/** Who did what to which thing. Never holds text of documents or messages. */
export interface AuditEvent {
  readonly tenantId: TenantId;
  readonly at: Date;
  /** `user:…`, `api-key:…`, `visitor:…` or `system:…`. */
  readonly actor: string;
  /** Noun and past verb: `document.deleted`, `api-key.issued`. */
  readonly action: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}
