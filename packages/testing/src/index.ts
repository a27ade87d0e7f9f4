export * from './conformance/chat-model.ts';
export * from './conformance/embedder.ts';
export * from './openai-server.ts';
export * from './openai-step.ts';
