import type { AuditEvent } from '@groundwork/access';
import { actorOf } from '@groundwork/access';
import type {
  Collection,
  CollectionStore,
  Document,
  DocumentPage,
  DocumentProgress,
  DocumentStore,
  IngestionStore,
  IngestionWork,
  NewDocument,
  NewVersion,
  ProgressReport,
  Registration,
} from '@groundwork/ingestion';
import {
  DocumentId,
  newId,
  sha256,
  UserError,
  type CollectionId,
  type ErrorCode,
  type Grant,
  type Principal,
  type TenantId,
} from '@groundwork/kernel';

interface Row {
  readonly tenantId: TenantId;
  document: Document;
  content: Uint8Array;
  fingerprint: string;
  revision: number;
  publishedRevision: number;
  claims: number;
  signOfLife: number;
}

const waiting: DocumentProgress = { stage: 'waiting', done: 0, total: 0 };

/** The three ports of ingestion over one map: transactions are single steps of the event loop. */
export class MemoryIngestionStores implements CollectionStore, IngestionStore {
  readonly documents: DocumentStore;
  /** Every version that was published, in order. */
  readonly published: { readonly documentId: DocumentId; readonly version: NewVersion }[] = [];
  /** Recorded with what they speak of. */
  readonly events: AuditEvent[] = [];
  private readonly collections: { tenantId: TenantId; collection: Collection }[] = [];
  private readonly rows = new Map<DocumentId, Row>();

  constructor(private readonly now: () => number = Date.now) {
    this.documents = {
      register: async (principal, documents) =>
        documents.map((document) => this.register(principal, document)),
      find: async (principal, id) => this.visible(principal, id)?.document,
      list: async (principal, filter) => this.listDocuments(principal, filter),
      setAccess: async (principal, id, access) => this.change(principal, id, { access }),
      remove: async (principal, id) => this.visible(principal, id) !== undefined && this.rows.delete(id),
      retry: async (principal, id) => this.retry(principal, id),
    };
  }

  async create({ tenantId }: Principal, collection: Collection): Promise<void> {
    const isTaken = this.collections.some(
      (row) => row.tenantId === tenantId && row.collection.name === collection.name,
    );
    if (isTaken) throw new UserError('collection.exists', `"${collection.name}" exists.`);
    this.collections.push({ tenantId, collection });
  }
  async find(principal: Principal, id: CollectionId): Promise<Collection | undefined> {
    return (await this.list(principal)).find((collection) => collection.id === id);
  }
  async findByName(principal: Principal, name: string): Promise<Collection | undefined> {
    return (await this.list(principal)).find((collection) => collection.name === name);
  }
  async list(principal: Principal): Promise<Collection[]> {
    return this.collections
      .filter(
        ({ tenantId, collection }) =>
          tenantId === principal.tenantId && mayRead(principal, collection.access),
      )
      .map(({ collection }) => collection);
  }

  async claim(tenantId: TenantId, documentId: DocumentId): Promise<IngestionWork | undefined> {
    const row = this.rows.get(documentId);
    if (!row || row.tenantId !== tenantId || ['ready', 'failed'].includes(row.document.status))
      return undefined;
    row.claims++;
    this.touch(row, { status: 'processing' });
    return {
      tenantId,
      documentId,
      collectionId: row.document.collectionId,
      revision: row.revision,
      claims: row.claims,
      fileName: row.document.externalId,
      mediaType: row.document.mediaType,
      content: row.content,
    };
  }
  async claimTogether(
    tenantId: TenantId,
    documentIds: readonly DocumentId[],
    { documents, bytes }: { readonly documents: number; readonly bytes: number },
  ): Promise<IngestionWork[]> {
    const claimed = await this.claimEach(tenantId, documentIds);
    if (claimed.some(({ content }) => content.byteLength > bytes)) return claimed;
    const waiting = [...this.rows.values()].filter(
      (row) => row.tenantId === tenantId && row.document.status === 'pending' && row.document.bytes <= bytes,
    );
    const room = Math.max(0, documents - claimed.length);
    const others = waiting.slice(0, room).map(({ document }) => document.id);
    return [...claimed, ...(await this.claimEach(tenantId, others))];
  }
  async reportProgress(_tenantId: TenantId, reports: readonly ProgressReport[]): Promise<void> {
    for (const { work, progress } of reports) {
      const row = this.current(work);
      if (row) this.touch(row, { progress });
    }
  }
  async publish(work: IngestionWork, version: NewVersion): Promise<boolean> {
    const row = this.current(work);
    if (!row || row.publishedRevision === work.revision) return false;
    row.publishedRevision = work.revision;
    this.published.push({ documentId: work.documentId, version });
    this.touch(row, {
      status: 'ready',
      title: version.title,
      progress: { stage: 'done', done: 1, total: 1 },
    });
    return true;
  }
  async fail(work: IngestionWork, failure: { code: ErrorCode; message: string }): Promise<void> {
    const row = this.current(work);
    if (row) this.touch(row, { status: 'failed', failure });
  }
  async findStuck(before: Date, limit: number): Promise<{ tenantId: TenantId; documentId: DocumentId }[]> {
    return [...this.rows.values()]
      .filter(
        (row) => ['pending', 'processing'].includes(row.document.status) && row.signOfLife < before.getTime(),
      )
      .slice(0, limit)
      .map((row) => ({ tenantId: row.tenantId, documentId: row.document.id }));
  }

  private async claimEach(tenantId: TenantId, ids: readonly DocumentId[]): Promise<IngestionWork[]> {
    const claimed = await Promise.all(ids.map((id) => this.claim(tenantId, id)));
    return claimed.filter((work) => work !== undefined);
  }

  private register(principal: Principal, added: NewDocument): Registration {
    const { collectionId, externalId, content } = added;
    const fingerprint = sha256(content) + JSON.stringify([added.title, added.access, added.metadata]);
    const existing = [...this.rows.values()].find(
      ({ document }) => document.collectionId === collectionId && document.externalId === externalId,
    );
    if (existing?.fingerprint === fingerprint) return { document: existing.document, outcome: 'unchanged' };
    const at = new Date(this.now());
    const document: Document = {
      id: existing?.document.id ?? newId(DocumentId, at.getTime()),
      collectionId,
      externalId,
      title: added.title ?? externalId,
      mediaType: added.mediaType ?? 'application/octet-stream',
      bytes: content.byteLength,
      status: 'pending',
      progress: waiting,
      access: added.access ?? existing?.document.access ?? this.accessOf(collectionId),
      metadata: added.metadata ?? {},
      createdAt: existing?.document.createdAt ?? at,
      updatedAt: at,
    };
    const revision = (existing?.revision ?? 0) + 1;
    const publishedRevision = existing?.publishedRevision ?? 0;
    const { tenantId } = principal;
    const signOfLife = at.getTime();
    this.rows.set(document.id, {
      tenantId,
      document,
      content,
      fingerprint,
      revision,
      publishedRevision,
      claims: 0,
      signOfLife,
    });
    if (!existing) {
      this.events.push({
        tenantId,
        at,
        actor: actorOf(principal),
        action: 'document.created',
        subject: document.id,
        details: { collectionId, access: document.access },
      });
    }
    return { document, outcome: existing ? 'changed' : 'created' };
  }

  private listDocuments(principal: Principal, filter: Parameters<DocumentStore['list']>[1]): DocumentPage {
    const documents = [...this.rows.keys()]
      .flatMap((id) => this.visible(principal, id)?.document ?? [])
      .filter(({ collectionId }) => filter.collectionId === undefined || collectionId === filter.collectionId)
      .filter(({ status }) => filter.status === undefined || status === filter.status)
      .filter(({ id }) => filter.ids === undefined || filter.ids.includes(id));
    return { documents: documents.slice(0, filter.limit) };
  }

  private accessOf(id: CollectionId): readonly Grant[] {
    return this.collections.find(({ collection }) => collection.id === id)?.collection.access ?? [];
  }

  private retry(principal: Principal, id: DocumentId): boolean {
    const row = this.visible(principal, id);
    if (row?.document.status !== 'failed') return false;
    row.claims = 0;
    this.touch(row, { status: 'pending', progress: waiting });
    return true;
  }

  private change(
    principal: Principal,
    id: DocumentId,
    change: { readonly access: readonly Grant[] },
  ): boolean {
    const row = this.visible(principal, id);
    if (row) this.touch(row, change);
    return row !== undefined;
  }

  private visible(principal: Principal, id: DocumentId): Row | undefined {
    const row = this.rows.get(id);
    return row?.tenantId === principal.tenantId && mayRead(principal, row.document.access) ? row : undefined;
  }

  private current(work: IngestionWork): Row | undefined {
    const row = this.rows.get(work.documentId);
    return row?.revision === work.revision ? row : undefined;
  }

  private touch(row: Row, change: Partial<Document>): void {
    row.signOfLife = this.now();
    row.document = { ...row.document, ...change, updatedAt: new Date(this.now()) };
  }
}

function mayRead(principal: Principal, access: readonly Grant[]): boolean {
  return principal.scopes.includes('admin') || access.some((grant) => principal.grants.includes(grant));
}
