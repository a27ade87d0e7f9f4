import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { ErrorBody } from './error-body.ts';
import { Access } from './grant.ts';
import { ContractBatchId, ContractId } from './ids.ts';

export const Severity = z.enum(['info', 'low', 'medium', 'high', 'critical']);
/** How many Findings of each severity. */
export const BySeverity = z.record(Severity, z.int());
const Failure = ErrorBody.shape.error.pick({ code: true, message: true, remedy: true });
const byBatch = z.object({ id: ContractBatchId });
const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).exactOptional(),
};

export const ContractBatch = z.object({
  id: ContractBatchId,
  name: z.string(),
  playbook: z.string().exactOptional().describe('Id of the playbook, as it was when the batch came.'),
  stance: z.string(),
  access: Access,
  createdAt: z.iso.datetime(),
  contracts: z.object({ pending: z.int(), processing: z.int(), ready: z.int(), failed: z.int() }),
});
export type ContractBatch = z.infer<typeof ContractBatch>;

export const Contract = z.object({
  id: ContractId,
  batchId: ContractBatchId,
  fileName: z.string(),
  alsoNamed: z
    .array(z.string())
    .describe('Names under which the same bytes came again: they were read once.'),
  bytes: z.int(),
  sha256: z.string(),
  status: z.enum(['pending', 'processing', 'ready', 'failed']),
  progress: z.object({
    stage: z.enum(['waiting', 'parsing', 'segmenting', 'extracting', 'reviewing', 'done']),
    done: z.int(),
    total: z.int(),
  }),
  failure: Failure.exactOptional(),
  reviewed: z
    .object({ at: z.iso.datetime(), pages: z.int(), language: z.string(), findings: BySeverity })
    .exactOptional(),
  signedOff: z.object({ at: z.iso.datetime(), by: z.string() }).exactOptional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Contract = z.infer<typeof Contract>;

export const AddedContracts = z.object({
  batch: ContractBatch,
  contracts: z.array(z.object({ outcome: z.enum(['created', 'duplicate']), contract: Contract })),
  rejected: z
    .array(z.object({ fileName: z.string(), error: ErrorBody.shape.error.omit({ requestId: true }) }))
    .describe('Files of the upload that could not be taken; the others were.'),
});
export type AddedContracts = z.infer<typeof AddedContracts>;

export const NewContractBatch = z.strictObject({
  name: z.string().min(1).max(200),
  playbook: z
    .string()
    .max(500_000)
    .exactOptional()
    .describe('Id of a playbook, or the YAML of one. Absent: built-in checks only.'),
  stance: z.string().max(200).exactOptional().describe('Whose side: a role of the playbook, or "neutral".'),
  access: Access.exactOptional().describe('Default: everyone of the tenant.'),
});

export const createContractBatch = defineRoute({
  name: 'createContractBatch',
  method: 'POST',
  path: '/v1/contract-batches',
  summary:
    'Open a batch, with its files as multipart/form-data, or empty as JSON. Review goes on in the background.',
  scope: ['review'],
  body: NewContractBatch,
  upload: NewContractBatch,
  status: 202,
  response: AddedContracts,
  idempotent: true,
  errors: ['playbook.invalid', 'playbook.not-found', 'document.empty', 'request.too-large'],
});

export const addContracts = defineRoute({
  name: 'addContracts',
  method: 'POST',
  path: '/v1/contract-batches/:id/contracts',
  summary: 'Add files to a batch, as multipart/form-data. The same bytes again are the same contract.',
  scope: ['review'],
  params: byBatch,
  upload: z.strictObject({}),
  status: 202,
  response: AddedContracts,
  idempotent: true,
  errors: ['contract-batch.not-found', 'document.empty', 'request.too-large'],
});

export const listContractBatches = defineRoute({
  name: 'listContractBatches',
  method: 'GET',
  path: '/v1/contract-batches',
  summary: 'List the batches that this key may see, newest first, page by page.',
  scope: ['review'],
  query: z.strictObject(page),
  status: 200,
  response: z.object({ batches: z.array(ContractBatch), nextCursor: z.string().exactOptional() }),
  errors: [],
});

export const getContractBatch = defineRoute({
  name: 'getContractBatch',
  method: 'GET',
  path: '/v1/contract-batches/:id',
  summary: 'Read how far a batch is.',
  scope: ['review'],
  params: byBatch,
  status: 200,
  response: ContractBatch,
  errors: ['contract-batch.not-found'],
});

export const removeContractBatch = defineRoute({
  name: 'removeContractBatch',
  method: 'DELETE',
  path: '/v1/contract-batches/:id',
  summary: 'Delete a batch with every text, review and decision of it.',
  scope: ['review'],
  params: byBatch,
  status: 204,
  idempotent: true,
  errors: ['contract-batch.not-found'],
});

export const listContracts = defineRoute({
  name: 'listContracts',
  method: 'GET',
  path: '/v1/contract-batches/:id/contracts',
  summary: 'List the contracts of a batch with their status, page by page.',
  scope: ['review'],
  params: byBatch,
  query: z.strictObject({ status: Contract.shape.status.exactOptional(), ...page }),
  status: 200,
  response: z.object({ contracts: z.array(Contract), nextCursor: z.string().exactOptional() }),
  errors: ['contract-batch.not-found'],
});

export const getBatchReport = defineRoute({
  name: 'getBatchReport',
  method: 'GET',
  path: '/v1/contract-batches/:id/report',
  summary:
    'Download what was found in the contracts of a batch that are ready, with those that failed and why.',
  scope: ['review'],
  params: byBatch,
  query: z.strictObject({ format: z.enum(['json', 'html', 'xlsx']).default('html') }),
  status: 200,
  download: [
    'application/json',
    'text/html',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
  errors: ['contract-batch.not-found'],
});
