export * from './clock.ts';
export * from './errors.ts';
export * from './hash.ts';
export * from './ids.ts';
export * from './language.ts';
export * from './logger.ts';
export * from './principal.ts';
export * from './span.ts';
