import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { Access, Scope } from './grant.ts';
import { ApiKeyId, UserId } from './ids.ts';

export const ApiKey = z.object({
  id: ApiKeyId,
  name: z.string(),
  prefix: z.string().describe('First characters of the secret, to tell keys apart.'),
  scopes: z.array(Scope),
  userId: UserId.exactOptional(),
  grants: Access,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().exactOptional(),
  revokedAt: z.iso.datetime().exactOptional(),
});
export type ApiKey = z.infer<typeof ApiKey>;

const IssuedApiKey = z.object({ key: ApiKey, secret: z.string().describe('Shown this once; keep it safe.') });
const byId = z.object({ id: ApiKeyId });

export const issueApiKey = defineRoute({
  name: 'issueApiKey',
  method: 'POST',
  path: '/v1/api-keys',
  summary: 'Issue an API key. Its secret is shown once and cannot be read again.',
  scope: ['admin'],
  body: z.strictObject({
    name: z.string().trim().min(1).max(200),
    scopes: z.array(Scope).min(1),
    userId: UserId.exactOptional().describe('The key then sees what this user sees.'),
    grants: Access.exactOptional().describe(
      'What a key without a user is on access lists. Default: everyone.',
    ),
    expiresAt: z.iso.datetime({ offset: true }).exactOptional(),
  }),
  status: 201,
  response: IssuedApiKey,
  errors: ['user.not-found'],
});

export const listApiKeys = defineRoute({
  name: 'listApiKeys',
  method: 'GET',
  path: '/v1/api-keys',
  summary: 'List the API keys of the tenant, without their secrets.',
  scope: ['admin'],
  status: 200,
  response: z.object({ keys: z.array(ApiKey) }),
  errors: [],
});

export const rotateApiKey = defineRoute({
  name: 'rotateApiKey',
  method: 'POST',
  path: '/v1/api-keys/:id/rotate',
  summary: 'Issue a successor with the same rights; the old key ends after the overlap.',
  scope: ['admin'],
  params: byId,
  body: z.strictObject({ overlapSeconds: z.int().min(0).max(604_800).default(0) }),
  status: 201,
  response: IssuedApiKey,
  errors: ['api-key.not-found'],
});

export const revokeApiKey = defineRoute({
  name: 'revokeApiKey',
  method: 'DELETE',
  path: '/v1/api-keys/:id',
  summary: 'Revoke an API key; takes effect at once.',
  scope: ['admin'],
  params: byId,
  status: 204,
  idempotent: true,
  errors: ['api-key.not-found'],
});
