import type { AuditLog } from '@groundwork/access';
import {
  CollectionId,
  newId,
  UserError,
  type Clock,
  type Grant,
  type Language,
  type Principal,
} from '@groundwork/kernel';
import type { Collection } from './collection.ts';
import { requireScope } from './require-scope.ts';
import type { CollectionStore } from './stores.ts';

export interface CreateCollectionDeps {
  readonly collections: CollectionStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Open a named set of Documents. Without `access` everyone of the Tenant may read it. */
export class CreateCollection {
  constructor(private readonly deps: CreateCollectionDeps) {}

  /** Throws `UserError`: `request.invalid` for the name, `collection.exists`, `auth.forbidden`. */
  async run(
    principal: Principal,
    request: { readonly name: string; readonly language?: Language; readonly access?: readonly Grant[] },
  ): Promise<Collection> {
    requireScope(principal, 'ingest');
    const name = request.name.trim();
    if (name.length === 0 || name.length > 200 || /\p{Cc}/u.test(name)) {
      throw new UserError('request.invalid', 'A collection needs a name of 1 to 200 printable characters.');
    }
    const collection: Collection = {
      id: newId(CollectionId, this.deps.clock.now().getTime()),
      name,
      ...(request.language === undefined ? {} : { language: request.language }),
      access: request.access ?? ['everyone'],
      createdAt: this.deps.clock.now(),
    };
    await this.deps.collections.create(principal, collection);
    await this.deps.audit.record({
      tenantId: principal.tenantId,
      at: this.deps.clock.now(),
      actor: `${principal.kind}:${principal.id}`,
      action: 'collection.created',
      subject: collection.id,
      details: { name, access: collection.access },
    });
    return collection;
  }
}
