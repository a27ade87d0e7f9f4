import { z } from 'zod';
import { defineRoute } from './define-route.ts';

export const CostLine = z.object({
  operation: z.enum(['chat', 'embedding', 'rerank']),
  purpose: z.enum(['rewrite', 'answer', 'query', 'ingestion', 'review']),
  provider: z.string(),
  model: z.string(),
  calls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costUsd: z.number(),
});

export const summarizeCosts = defineRoute({
  name: 'summarizeCosts',
  method: 'GET',
  path: '/v1/costs',
  summary: 'Sum the cost ledger since a time, by operation, purpose, provider and model.',
  scope: ['audit'],
  query: z.strictObject({ since: z.iso.datetime({ offset: true }) }),
  status: 200,
  response: z.object({ since: z.iso.datetime(), totalUsd: z.number(), costs: z.array(CostLine) }),
  errors: [],
});
