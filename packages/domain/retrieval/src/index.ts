export * from './analyze-query.ts';
export * from './analyze-text.ts';
export * from './chunk-index.ts';
export * from './embedding-space.ts';
export * from './fold-text.ts';
export * from './index-terms.ts';
export * from './passage.ts';
export * from './search-result.ts';
