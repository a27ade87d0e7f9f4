export * from './chunk.ts';
export * from './collection.ts';
export * from './document.ts';
export * from './document-parser.ts';
export * from './parsed-document.ts';
export * from './stores.ts';
