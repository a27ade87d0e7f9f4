export * from './chunk-index.ts';
export * from './embedding-space.ts';
export * from './passage.ts';
export * from './search-result.ts';
