export * from './answer.ts';
export * from './answerer.ts';
export * from './conversation.ts';
export * from './stores.ts';
export * from './answer-event.ts';
