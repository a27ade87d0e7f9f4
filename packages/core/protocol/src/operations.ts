import { z } from 'zod';
import { defineRoute, type Route } from './define-route.ts';

export const Health = z.object({
  status: z.enum(['ok', 'unavailable']),
  checks: z.record(z.string(), z.unknown()),
});

export const getLiveness = defineRoute({
  name: 'getLiveness',
  method: 'GET',
  path: '/health/live',
  summary: 'The process runs.',
  scope: 'public',
  status: 200,
  response: z.object({ status: z.literal('ok') }),
  errors: [],
});

export const getReadiness = defineRoute({
  name: 'getReadiness',
  method: 'GET',
  path: '/health/ready',
  summary: 'What the process depends on answers; 503 otherwise.',
  scope: 'public',
  status: 200,
  response: Health,
  errors: ['database.unavailable', 'queue.unavailable'],
});

export const getOpenApi = defineRoute({
  name: 'getOpenApi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document.',
  scope: 'public',
  status: 200,
  response: z.looseObject({ openapi: z.string() }),
  errors: [],
});

/** What every server answers, whatever it serves besides. */
export const operationsRoutes: readonly Route[] = [getLiveness, getReadiness, getOpenApi];
