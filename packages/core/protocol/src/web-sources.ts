import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { ErrorBody } from './error-body.ts';
import { Access } from './grant.ts';
import { CollectionId, DocumentId, WebSourceId } from './ids.ts';

const State = z.enum(['waiting', 'ready', 'failed', 'gone']);
const Kind = z.enum(['page', 'sitemap']);

export const WebSource = z.object({
  id: WebSourceId,
  collectionId: CollectionId,
  kind: Kind,
  url: z.string(),
  documentId: DocumentId.exactOptional().describe('Of a page.'),
  sitemapId: WebSourceId.exactOptional().describe('The sitemap that named it.'),
  state: State.describe('`gone`: the page was there and is not any more; its document is deleted.'),
  failure: ErrorBody.shape.error.pick({ code: true, message: true, remedy: true }).exactOptional(),
  resolvedUrl: z.string().exactOptional().describe('Where it was found after redirects.'),
  checkedAt: z.iso.datetime().exactOptional(),
  fetchedAt: z.iso.datetime().exactOptional().describe('When it last brought something new.'),
  dueAt: z.iso.datetime().exactOptional().describe('When it is asked for again.'),
  contents: z
    .object({ waiting: z.int(), ready: z.int(), failed: z.int(), gone: z.int(), skipped: z.int() })
    .exactOptional()
    .describe(
      'Of a sitemap: what it names, by state; `skipped` entries are of other hosts or beyond the limit.',
    ),
  createdAt: z.iso.datetime(),
});
export type WebSource = z.infer<typeof WebSource>;

const inCollection = z.object({ id: CollectionId });

export const addSitemap = defineRoute({
  name: 'addSitemap',
  method: 'POST',
  path: '/v1/collections/:id/sitemaps',
  summary: 'Add the pages that a sitemap names, now and whenever it names new ones.',
  scope: ['ingest'],
  params: inCollection,
  body: z.strictObject({
    url: z.string().max(2_000),
    access: Access.exactOptional().describe("Of its documents. Default: the collection's."),
    metadata: z.record(z.string(), z.unknown()).exactOptional(),
  }),
  status: 202,
  response: WebSource,
  idempotent: true,
  errors: ['collection.not-found'],
});

export const listWebSources = defineRoute({
  name: 'listWebSources',
  method: 'GET',
  path: '/v1/collections/:id/web-sources',
  summary: 'List the web pages and sitemaps of a collection with the result of their last fetch.',
  scope: ['ingest'],
  params: inCollection,
  query: z.strictObject({
    state: State.exactOptional(),
    kind: Kind.exactOptional(),
    sitemapId: WebSourceId.exactOptional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(500).exactOptional(),
  }),
  status: 200,
  response: z.object({ webSources: z.array(WebSource), nextCursor: z.string().exactOptional() }),
  errors: ['collection.not-found'],
});

export const recheckWebSources = defineRoute({
  name: 'recheckWebSources',
  method: 'POST',
  path: '/v1/collections/:id/web-sources/recheck',
  summary: 'Ask again for every page and sitemap of a collection; what has not changed is not sent again.',
  scope: ['ingest'],
  params: inCollection,
  status: 202,
  response: z.object({ webSources: z.int() }),
  idempotent: true,
  errors: ['collection.not-found'],
});

export const getWebSource = defineRoute({
  name: 'getWebSource',
  method: 'GET',
  path: '/v1/web-sources/:id',
  summary: 'Read one web page or sitemap with the result of its last fetch.',
  scope: ['ingest'],
  params: z.object({ id: WebSourceId }),
  status: 200,
  response: WebSource,
  errors: ['source.not-found'],
});

export const removeSitemap = defineRoute({
  name: 'removeSitemap',
  method: 'DELETE',
  path: '/v1/web-sources/:id',
  summary: 'Stop reading a sitemap; the documents it brought stay.',
  scope: ['ingest'],
  params: z.object({ id: WebSourceId }),
  status: 204,
  idempotent: true,
  errors: ['source.not-found'],
});
