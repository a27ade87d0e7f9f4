import type { NewDocument, NewVersion, Registration } from '@groundwork/ingestion';
import {
  CollectionId,
  type DocumentId,
  DocumentVersionId,
  type EmbeddingSpaceId,
  type Grant,
  newId,
  type Principal,
  TenantId,
} from '@groundwork/kernel';
import { type Database, openStores, type Stores } from '@groundwork/postgres';
import { openTestDatabase } from '@groundwork/postgres/testing';

/** A Tenant with people of three degrees of insight: `ada` is in the group hr, `ben` is not, `boss` manages. */
export interface Org {
  readonly tenantId: TenantId;
  readonly collectionId: CollectionId;
  readonly ada: Principal;
  readonly ben: Principal;
  readonly boss: Principal;
  readonly auditor: Principal;
}

export interface World {
  readonly database: Database;
  readonly stores: Stores;
  addOrg(name: string): Promise<Org>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const opened = await openTestDatabase();
  const stores = openStores(opened.database);
  return {
    database: opened.database,
    stores,
    addOrg: (name) => addOrg(stores, name),
    reset: opened.reset,
    close: opened.close,
  };
}

async function addOrg(stores: Stores, name: string): Promise<Org> {
  const tenantId = newId(TenantId);
  const collectionId = newId(CollectionId);
  await stores.tenants.create({ id: tenantId, name, createdAt: new Date() });
  const person = (id: string, grants: Grant[], scopes: Principal['scopes']): Principal => ({
    tenantId,
    kind: 'user',
    id,
    grants: ['everyone', `user:${id}`, ...grants],
    scopes,
  });
  const boss = person('boss', [], ['admin']);
  await stores.collections.create(boss, {
    id: collectionId,
    name: 'Handbook',
    access: ['everyone'],
    createdAt: new Date(),
  });
  return {
    tenantId,
    collectionId,
    ada: person('ada', ['group:hr'], ['search', 'answer', 'ingest']),
    ben: person('ben', [], ['search', 'answer', 'ingest']),
    boss,
    auditor: person('eve', [], ['audit']),
  };
}

export interface Text {
  readonly externalId: string;
  /** One Chunk a line. */
  readonly text: string;
  readonly access?: readonly Grant[];
  readonly vectors?: ReadonlyMap<EmbeddingSpaceId, (line: string) => Float32Array>;
}

export async function registerOne(
  stores: Stores,
  principal: Principal,
  document: NewDocument,
): Promise<Registration> {
  const [registration] = await stores.documents.register(principal, [document]);
  return registration!;
}

/** Register, claim and publish, as ingestion does. */
export async function publish(stores: Stores, org: Org, text: Text): Promise<DocumentId> {
  const { document } = await registerOne(stores, org.boss, {
    collectionId: org.collectionId,
    externalId: text.externalId,
    content: Buffer.from(text.text),
    ...(text.access && { access: text.access }),
  });
  const work = await stores.work.claim(org.tenantId, document.id);
  if (work) await stores.work.publish(work, versionOf(text));
  return document.id;
}

export function versionOf(text: Pick<Text, 'externalId' | 'text' | 'vectors'>): NewVersion {
  let start = 0;
  return {
    id: newId(DocumentVersionId),
    title: `Title of ${text.externalId}`,
    mediaType: 'text/plain',
    text: text.text,
    language: 'en',
    pages: 1,
    flags: [],
    chunks: text.text.split('\n').map((line, ordinal) => {
      const span = { start, end: start + line.length };
      start = span.end + 1;
      return {
        ordinal,
        span,
        text: line,
        headingPath: ['Handbook'],
        cells: `Lines!A${ordinal + 1}`,
        kind: 'text' as const,
        language: 'en',
        terms: termsOf(line),
        vectors: new Map([...(text.vectors ?? [])].map(([id, embed]) => [id, embed(line)])),
      };
    }),
  };
}

export function termsOf(line: string): Map<string, number> {
  const terms = new Map<string, number>();
  for (const term of line.toLowerCase().split(/\W+/).filter(Boolean)) {
    terms.set(term, (terms.get(term) ?? 0) + 1);
  }
  return terms;
}

/** External ids of the Documents that a lexical search finds, sorted. */
export async function find(stores: Stores, principal: Principal, query: string): Promise<string[]> {
  const { passages } = await stores.index.search(principal, { terms: termsOf(query), limit: 100 });
  return [...new Set([...passages.values()].map((passage) => passage.externalId))].sort();
}
