import { z } from 'zod';
import { defineRoute } from './define-route.ts';

const byId = z.object({ id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/) });

export const Playbook = z.object({
  id: z.string(),
  source: z.string().describe('The YAML.'),
  origin: z.enum(['shipped', 'tenant']),
  updatedAt: z.iso.datetime().exactOptional(),
});
export type Playbook = z.infer<typeof Playbook>;

export const listPlaybooks = defineRoute({
  name: 'listPlaybooks',
  method: 'GET',
  path: '/v1/playbooks',
  summary: "List the playbooks that a batch may name: the tenant's own, and those that ship.",
  scope: ['review'],
  status: 200,
  response: z.object({ playbooks: z.array(Playbook) }),
  errors: [],
});

export const getPlaybook = defineRoute({
  name: 'getPlaybook',
  method: 'GET',
  path: '/v1/playbooks/:id',
  summary: 'Read a playbook.',
  scope: ['review'],
  params: byId,
  status: 200,
  response: Playbook,
  errors: ['playbook.not-found'],
});

export const savePlaybook = defineRoute({
  name: 'savePlaybook',
  method: 'PUT',
  path: '/v1/playbooks/:id',
  summary: 'Check a playbook and keep it, or only check it. Batches that came before keep the one they had.',
  scope: ['review'],
  params: byId,
  body: z.strictObject({ source: z.string().max(500_000), dryRun: z.boolean().exactOptional() }),
  status: 200,
  response: z.object({ id: z.string(), name: z.string(), version: z.string(), policies: z.int() }),
  idempotent: true,
  errors: ['playbook.invalid'],
});

export const removePlaybook = defineRoute({
  name: 'removePlaybook',
  method: 'DELETE',
  path: '/v1/playbooks/:id',
  summary: "Delete one of the tenant's own playbooks.",
  scope: ['review'],
  params: byId,
  status: 204,
  idempotent: true,
  errors: ['playbook.not-found'],
});
