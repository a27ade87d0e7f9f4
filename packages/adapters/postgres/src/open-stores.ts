import { PostgresApiKeyStore } from './access/api-key-store.ts';
import { PostgresAuditLog } from './access/audit-log.ts';
import { PostgresIdempotencyStore } from './access/idempotency-store.ts';
import { PostgresMemberStore } from './access/member-store.ts';
import { PostgresTenantStore } from './access/tenant-store.ts';
import { PostgresAnswerCache } from './answering/answer-cache.ts';
import { PostgresAnswerStore } from './answering/answer-store.ts';
import { PostgresConversationStore } from './answering/conversation-store.ts';
import { PostgresCostLedger } from './answering/cost-ledger.ts';
import type { Database } from './database/database.ts';
import { PostgresCollectionStore } from './ingestion/collection-store.ts';
import { PostgresDocumentStore } from './ingestion/document-store.ts';
import { PostgresIngestionDrafts } from './ingestion/ingestion-drafts.ts';
import { PostgresIngestionStore } from './ingestion/ingestion-store.ts';
import { PostgresWebSourceStore } from './ingestion/web-source-store.ts';
import { PostgresWebSourceWorkStore } from './ingestion/web-source-work-store.ts';
import { PostgresChunkIndex } from './retrieval/chunk-index.ts';
import { PostgresEmbeddingSpaceStore } from './retrieval/embedding-space-store.ts';
import { PostgresLexiconStore } from './retrieval/lexicon-store.ts';
import { PostgresContractBatchStore } from './review/contract-batch-store.ts';
import { PostgresContractStore } from './review/contract-store.ts';
import { PostgresDecisionStore } from './review/decision-store.ts';
import { PostgresPlaybookStore } from './review/playbook-store.ts';
import { PostgresReviewWorkStore } from './review/review-work-store.ts';

export type Stores = ReturnType<typeof openStores>;

/** Every port of the domain that PostgreSQL serves, on one database. */
export function openStores(database: Database) {
  const documents = new PostgresDocumentStore(database);
  return {
    tenants: new PostgresTenantStore(database),
    members: new PostgresMemberStore(database),
    keys: new PostgresApiKeyStore(database),
    audit: new PostgresAuditLog(database),
    idempotency: new PostgresIdempotencyStore(database),
    collections: new PostgresCollectionStore(database),
    documents,
    texts: documents,
    work: new PostgresIngestionStore(database),
    drafts: new PostgresIngestionDrafts(database),
    webSources: new PostgresWebSourceStore(database),
    webSourceWork: new PostgresWebSourceWorkStore(database),
    index: new PostgresChunkIndex(database),
    spaces: new PostgresEmbeddingSpaceStore(database),
    lexicons: new PostgresLexiconStore(database),
    answers: new PostgresAnswerStore(database),
    cache: new PostgresAnswerCache(database),
    conversations: new PostgresConversationStore(database),
    ledger: new PostgresCostLedger(database),
    contractBatches: new PostgresContractBatchStore(database),
    contracts: new PostgresContractStore(database),
    decisions: new PostgresDecisionStore(database),
    playbooks: new PostgresPlaybookStore(database),
    reviewWork: new PostgresReviewWorkStore(database),
  };
}
