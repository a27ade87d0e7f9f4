export * from './chat-model.ts';
export * from './embedder.ts';
export * from './reranker.ts';
