import type { AuditLog } from '@groundwork/access';
import type { JobQueue } from '@groundwork/jobs';
import {
  CollectionId,
  DocumentId,
  newId,
  silentLogger,
  TenantId,
  type Principal,
  type Scope,
} from '@groundwork/kernel';
import { MemoryIngestionDrafts, MemoryIngestionStores } from '@groundwork/testing';
import {
  AddDocuments,
  CreateCollection,
  defaultIngestLimits,
  defaultParseLimits,
  IngestDocument,
  type DocumentParser,
  type IngestDocumentDeps,
  type NewDocument,
} from '../src/index.ts';

const tenantId = newId(TenantId);

export function principalWith(...scopes: Scope[]): Principal {
  return { tenantId, kind: 'api-key', id: 'key', grants: ['everyone'], scopes };
}

/** Reads every original as one paragraph of UTF-8. */
export const plainParser: DocumentParser = {
  mediaTypes: ['text/plain'],
  parse: async ({ content }) => {
    const text = new TextDecoder().decode(content);
    const blocks = [{ kind: 'paragraph' as const, span: { start: 0, end: text.length } }];
    return { mediaType: 'text/plain', text, blocks, pages: 1, flags: [] };
  },
};

/** One Document a job: each test says which is worked on. */
export const alone = {
  ...defaultIngestLimits,
  parse: defaultParseLimits,
  together: { documents: 0, bytes: 0 },
};

/** The use cases over stores in memory, a queue that only remembers, and a clock that is moved by hand. */
export async function openIngestion(changes: Partial<IngestDocumentDeps> = {}) {
  const time = { now: Date.parse('2026-01-01') };
  const clock = { now: () => new Date(time.now) };
  const stores = new MemoryIngestionStores(() => time.now);
  const drafts = new MemoryIngestionDrafts();
  const { events } = stores;
  /** Documents that were enqueued, and those of each job. */
  const enqueued: DocumentId[] = [];
  const jobs: DocumentId[][] = [];
  const enqueueAll = async (
    _: unknown,
    payloads: readonly { documentId: DocumentId; along?: DocumentId[] }[],
  ) => {
    for (const { documentId, along = [] } of payloads) jobs.push([documentId, ...along]);
    enqueued.push(...payloads.flatMap(({ documentId, along = [] }) => [documentId, ...along]));
  };
  const queue = {
    enqueueAll,
    enqueue: (job: unknown, payload: { documentId: DocumentId }) => enqueueAll(job, [payload]),
  } as unknown as JobQueue;
  const sources = { recheck: async () => ({ sources: 0, hosts: [] }) };
  const audit: AuditLog = { record: async (event) => void events.push(event), list: async () => events };
  const principal = principalWith('ingest');
  const { documents } = stores;
  const collection = await new CreateCollection({ collections: stores, audit, clock }).run(principal, {
    name: 'Handbook',
  });
  const addDocuments = new AddDocuments({
    collections: stores,
    documents,
    queue,
    limits: { documentBytes: 100_000 },
  });
  /** The one-document case: throws where it is not taken. */
  const add = async (by: Principal, document: NewDocument) => {
    const { value: added } = await addDocuments.run(by, [document]).next();
    if (!added || 'failure' in added) throw added?.failure ?? new Error('Nothing was said of the document');
    return added;
  };
  const ingest = new IngestDocument({
    work: stores,
    drafts,
    parser: plainParser,
    indexTerms: (chunk) => new Map([[chunk.text, 1]]),
    embeddingText: (chunk) => chunk.text,
    embedders: async () => [],
    clock,
    logger: silentLogger,
    limits: alone,
    ...changes,
  });
  const run = (id: DocumentId, signal = new AbortController().signal) =>
    ingest.run({ tenantId: principal.tenantId, documentId: id }, signal);
  const addText = (text: string, externalId = 'a.txt') =>
    add(principal, { collectionId: collection.id, externalId, content: new TextEncoder().encode(text) });
  const statusOf = async (id: DocumentId) => (await documents.find(principal, id))?.status;
  return {
    principal,
    stores,
    drafts,
    documents,
    sources,
    queue,
    audit,
    clock,
    time,
    enqueued,
    jobs,
    addDocuments,
    events,
    collection,
    add,
    addText,
    run,
    statusOf,
  };
}

export const unknownCollection = newId(CollectionId);
export const unknownDocument = newId(DocumentId);
