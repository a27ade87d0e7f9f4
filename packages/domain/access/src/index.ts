export * from './api-key.ts';
export * from './audit-event.ts';
export * from './stores.ts';
export * from './tenant.ts';
