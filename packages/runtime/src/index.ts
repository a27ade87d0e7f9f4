export * from './add-and-wait.ts';
export * from './evaluation/evaluate-dataset.ts';
export * from './evaluation/scratch-tenant.ts';
export * from './local.ts';
export * from './local-tenant.ts';
export * from './open-runtime.ts';
export * from './runtime.ts';
export * from './seed/demo.ts';
