export { createKnowledgeApp } from './create-knowledge-app.ts';
export { KnowledgeModule, type KnowledgeRuntime } from './knowledge.module.ts';
export { KnowledgeOptions } from './knowledge-options.ts';
