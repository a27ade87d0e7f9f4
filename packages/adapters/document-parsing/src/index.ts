export * from './child-process-document-parser.ts';
export { parseChildSource } from './parse-process.ts';
