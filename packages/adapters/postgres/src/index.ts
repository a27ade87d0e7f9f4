export * from './database/database.ts';
export * from './database/open-database.ts';
export * from './database/sql-pool.ts';
export * from './ingestion/collection-store.ts';
export * from './ingestion/document-store.ts';
export * from './ingestion/ingestion-store.ts';
export * from './retrieval/chunk-index.ts';
export * from './retrieval/embedding-space-store.ts';
