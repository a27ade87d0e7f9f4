export * from './define-job.ts';
export * from './job-queue.ts';
export * from './jobs.ts';
