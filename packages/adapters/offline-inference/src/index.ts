export * from './hashing/hashing-embedder.ts';
export * from './transformer/transformer-embedder.ts';
