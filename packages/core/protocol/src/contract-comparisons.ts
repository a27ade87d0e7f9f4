import { z } from 'zod';
import { defineRoute } from './define-route.ts';

/** Of a report, where something could not be put into it: a JSON list of what, percent-encoded. */
export const leftOutHeader = 'x-left-out';

export const compareContracts = defineRoute({
  name: 'compareContracts',
  method: 'POST',
  path: '/v1/contract-comparisons',
  summary: 'Compare two files sent as multipart/form-data, the older first. Nothing is kept.',
  scope: ['review'],
  query: z.strictObject({ format: z.enum(['json', 'html', 'docx']).default('json') }),
  upload: z.strictObject({}),
  status: 200,
  download: [
    'application/json',
    'text/html',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  errors: ['document.broken', 'document.encrypted', 'document.no-text', 'document.unsupported'],
});
