export { createKnowledgeApp } from './create-knowledge-app.ts';
export { knowledgePart } from './knowledge-part.ts';
