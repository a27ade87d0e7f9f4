import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { ErrorBody } from './error-body.ts';
import { Access } from './grant.ts';
import { CollectionId, DocumentId, DocumentVersionId } from './ids.ts';

const Metadata = z.record(z.string(), z.unknown());
const byId = z.object({ id: DocumentId });

export const Document = z.object({
  id: DocumentId,
  collectionId: CollectionId,
  externalId: z.string().describe("The sender's own name for it, unique in the collection."),
  title: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  status: z.enum(['pending', 'processing', 'ready', 'failed']),
  progress: z.object({
    stage: z.enum(['fetching', 'waiting', 'parsing', 'chunking', 'embedding', 'publishing', 'done']),
    done: z.int(),
    total: z.int(),
  }),
  failure: ErrorBody.shape.error.pick({ code: true, message: true, remedy: true }).exactOptional(),
  access: Access,
  metadata: Metadata,
  sha256: z.string().exactOptional().describe('Of the original; absent while none has come.'),
  currentVersion: z
    .object({
      id: DocumentVersionId,
      number: z.int(),
      pages: z.int(),
      chunks: z.int(),
      language: z.string(),
      flags: z.array(z.object({ kind: z.string(), page: z.int().exactOptional(), detail: z.string() })),
    })
    .exactOptional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Document = z.infer<typeof Document>;

export const AddedDocuments = z.object({
  documents: z.array(z.object({ outcome: z.enum(['created', 'changed', 'unchanged']), document: Document })),
  rejected: z
    .array(z.object({ externalId: z.string(), error: ErrorBody.shape.error.omit({ requestId: true }) }))
    .describe('Files of the upload that could not be taken; the others were.'),
});
export type AddedDocuments = z.infer<typeof AddedDocuments>;

/** What may accompany files, as text fields before the files they are about. */
export const UploadFields = z.strictObject({
  externalId: z
    .string()
    .min(1)
    .max(500)
    .exactOptional()
    .describe('Name of the one file. Default: its file name.'),
  externalIds: z
    .array(z.string().min(1).max(500))
    .max(1_000)
    .exactOptional()
    .describe('Names of the files, in their order, as a JSON array. Default: their file names.'),
  title: z.string().min(1).max(1_000).exactOptional(),
  access: Access.exactOptional(),
  metadata: Metadata.exactOptional(),
});

const NewTextBody = z.strictObject({
  externalId: z.string().min(1).max(500),
  title: z.string().min(1).max(1_000).exactOptional(),
  text: z.string().describe('Plain text, or what `mediaType` says.'),
  mediaType: z
    .string()
    .max(200)
    .exactOptional()
    .describe('Default text/plain; text/markdown and text/html are read too.'),
  access: Access.exactOptional().describe("Default: the collection's."),
  metadata: Metadata.exactOptional(),
});

const NewPageBody = z.strictObject({
  url: z.string().max(2_000).describe('A page or file of the web; its address becomes the externalId.'),
  title: z.string().min(1).max(1_000).exactOptional().describe("Default: the page's own."),
  access: Access.exactOptional().describe("Default: the collection's."),
  metadata: Metadata.exactOptional(),
});

export const NewDocumentBody = z.union([NewTextBody, NewPageBody]);

export const addDocuments = defineRoute({
  name: 'addDocuments',
  method: 'POST',
  path: '/v1/collections/:id/documents',
  summary:
    'Add documents: files as multipart/form-data, or one text or web address as JSON. Work goes on in the background.',
  scope: ['ingest'],
  params: z.object({ id: CollectionId }),
  body: NewDocumentBody,
  upload: UploadFields,
  status: 202,
  response: AddedDocuments,
  idempotent: true,
  errors: ['collection.not-found', 'document.empty', 'document.unsupported', 'request.too-large'],
});

export const listDocuments = defineRoute({
  name: 'listDocuments',
  method: 'GET',
  path: '/v1/collections/:id/documents',
  summary: 'List the documents of a collection that this key may see, page by page.',
  scope: ['search', 'answer', 'ingest'],
  params: z.object({ id: CollectionId }),
  query: z.strictObject({
    status: Document.shape.status.exactOptional(),
    ids: z
      .string()
      .transform((list) => list.split(','))
      .pipe(z.array(DocumentId).max(200))
      .exactOptional()
      .describe('Only these documents, ids with commas between them.'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(500).exactOptional(),
  }),
  status: 200,
  response: z.object({ documents: z.array(Document), nextCursor: z.string().exactOptional() }),
  errors: ['collection.not-found'],
});

export const getDocument = defineRoute({
  name: 'getDocument',
  method: 'GET',
  path: '/v1/documents/:id',
  summary: 'Read the status of a document.',
  scope: ['search', 'answer', 'ingest'],
  params: byId,
  status: 200,
  response: Document,
  errors: ['document.not-found'],
});

/** Offsets count UTF-16 code units, as those of citations do. */
export const DocumentText = z.object({
  documentId: DocumentId,
  versionId: DocumentVersionId,
  title: z.string(),
  text: z.string(),
  start: z.int(),
  end: z.int(),
  length: z.int().describe('Of the whole text.'),
});
export type DocumentText = z.infer<typeof DocumentText>;

export const readDocument = defineRoute({
  name: 'readDocument',
  method: 'GET',
  path: '/v1/documents/:id/text',
  summary: 'Read the published text of a document, or a part of it.',
  scope: ['search', 'answer'],
  params: byId,
  query: z.strictObject({
    start: z.coerce.number().int().min(0).default(0),
    length: z.coerce.number().int().min(1).max(1_000_000).default(100_000),
  }),
  status: 200,
  response: DocumentText,
  errors: ['document.not-found'],
});

export const removeDocument = defineRoute({
  name: 'removeDocument',
  method: 'DELETE',
  path: '/v1/documents/:id',
  summary: 'Delete a document from every answer at once; with erase=true from history too.',
  scope: ['ingest'],
  params: byId,
  query: z.strictObject({ erase: z.enum(['true', 'false']).default('false') }),
  status: 204,
  idempotent: true,
  errors: ['document.not-found'],
});

export const setDocumentAccess = defineRoute({
  name: 'setDocumentAccess',
  method: 'PUT',
  path: '/v1/documents/:id/access',
  summary: 'Replace the access list of a document; takes effect at once.',
  scope: ['ingest'],
  params: byId,
  body: z.strictObject({ access: Access }),
  status: 204,
  idempotent: true,
  errors: ['document.not-found'],
});

export const retryDocument = defineRoute({
  name: 'retryDocument',
  method: 'POST',
  path: '/v1/documents/:id/retry',
  summary: 'Read a document that failed once more.',
  scope: ['ingest'],
  params: byId,
  status: 202,
  response: Document,
  idempotent: true,
  errors: ['document.not-found'],
});

export const renameDocument = defineRoute({
  name: 'renameDocument',
  method: 'PUT',
  path: '/v1/documents/:id/external-id',
  summary: 'Give a document another externalId; its text is read again only where that depends on the name.',
  scope: ['ingest'],
  params: byId,
  body: z.strictObject({ externalId: z.string().min(1).max(500) }),
  status: 200,
  response: Document,
  idempotent: true,
  errors: ['document.not-found', 'document.exists'],
});
