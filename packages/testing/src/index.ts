export * from './conformance/chat-model.ts';
export * from './conformance/embedder.ts';
export * from './conformance/job-queue.ts';
export * from './openai-server.ts';
export * from './openai-step.ts';
export * from './memory-access-stores.ts';
export * from './memory-chunk-index.ts';
export * from './memory-embedding-space-store.ts';
