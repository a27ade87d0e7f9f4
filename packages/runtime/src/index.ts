export * from './config.ts';
export * from './local-credentials.ts';
export * from './local-tenant.ts';
export * from './open-runtime.ts';
export * from './runtime.ts';
export * from './seed/demo.ts';
