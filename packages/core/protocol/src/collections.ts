import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { Access } from './grant.ts';
import { CollectionId } from './ids.ts';

export const Collection = z.object({
  id: CollectionId,
  name: z.string(),
  language: z.string().exactOptional(),
  access: Access,
  createdAt: z.iso.datetime(),
});
export type Collection = z.infer<typeof Collection>;

export const createCollection = defineRoute({
  name: 'createCollection',
  method: 'POST',
  path: '/v1/collections',
  summary: 'Create a collection of documents.',
  scope: ['ingest'],
  body: z.strictObject({
    name: z.string().trim().min(1).max(200),
    language: z.string().min(2).max(35).exactOptional().describe('BCP 47 tag of most of its documents.'),
    access: Access.exactOptional().describe(
      'Given to documents that bring none. Default: everyone of the tenant.',
    ),
  }),
  status: 201,
  response: Collection,
  idempotent: true,
  errors: ['collection.exists'],
});

export const listCollections = defineRoute({
  name: 'listCollections',
  method: 'GET',
  path: '/v1/collections',
  summary: 'List the collections that this key may see.',
  scope: ['search', 'answer', 'ingest'],
  status: 200,
  response: z.object({ collections: z.array(Collection) }),
  errors: [],
});

export const getCollection = defineRoute({
  name: 'getCollection',
  method: 'GET',
  path: '/v1/collections/:id',
  summary: 'Read one collection.',
  scope: ['search', 'answer', 'ingest'],
  params: z.object({ id: CollectionId }),
  status: 200,
  response: Collection,
  errors: ['collection.not-found'],
});
