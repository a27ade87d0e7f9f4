export * from './bullmq-job-queue.ts';
export * from './open-job-queue.ts';
export type { QueuePool } from './postgres-backend.ts';
