export * from './call-watch.ts';
export * from './chat-call.ts';
export * from './gguf-chat-model.ts';
export * from './langchain-chat-model.ts';
export * from './open-chat-model.ts';
export * from './model-setting.ts';
export * from './retry-attempts.ts';
