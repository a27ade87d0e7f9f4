import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { ErrorBody } from './error-body.ts';
import { Access } from './grant.ts';
import { ContractBatchId, ContractId } from './ids.ts';

/** Of a report, where something could not be put into it: a JSON list of what, percent-encoded. */
export const leftOutHeader = 'x-left-out';

const Severity = z.enum(['info', 'low', 'medium', 'high', 'critical']);
const BySeverity = z.record(Severity, z.int());
const Failure = ErrorBody.shape.error.pick({ code: true, message: true, remedy: true });
const byBatch = z.object({ id: ContractBatchId });
const byContract = z.object({ id: ContractId });
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

/** Offsets count UTF-16 code units of the contract's text. */
const Span = z.object({ start: z.int().min(0), end: z.int().min(0) });

export const ContractEvidence = z.object({
  span: Span,
  quote: z.string().describe('Byte-identical to the span.'),
  page: z.int().exactOptional(),
  box: z
    .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
    .exactOptional()
    .describe("In PDF points from the page's top left."),
});

export const Finding = z.object({
  key: z.string(),
  rule: z.string().describe('Policy of the playbook, or built-in check.'),
  source: z.enum(['policy', 'check']),
  clauseType: z.string().exactOptional(),
  verdict: z.enum(['deviates', 'missing', 'red-line']),
  severity: Severity,
  title: z.string(),
  rationale: z.string(),
  evidence: z.array(ContractEvidence),
  searched: z.string().exactOptional().describe('What was looked for and where, of something absent.'),
  legalBasis: z.string().exactOptional(),
  suggestion: z
    .object({
      kind: z.enum(['replace', 'insert-after', 'delete']),
      at: ContractEvidence.exactOptional(),
      text: z.string(),
    })
    .exactOptional(),
  confidence: z.number(),
  basis: z.enum(['deterministic', 'judged']),
  escalate: z.string().exactOptional(),
});
export type Finding = z.infer<typeof Finding>;

export const Decision = z.object({
  kind: z.enum(['accepted', 'dismissed', 'edited', 'wrong-span', 'missed']),
  findingKey: z.string().exactOptional(),
  rule: z.string(),
  clauseType: z.string().exactOptional(),
  span: Span.exactOptional(),
  text: z.string().exactOptional(),
  note: z.string().exactOptional(),
  actor: z.string(),
  at: z.iso.datetime(),
});

export const ContractReview = z.object({
  contract: Contract,
  batch: ContractBatch,
  summary: z.looseObject({ playbook: z.string(), stance: z.string(), bySeverity: BySeverity }),
  findings: z.array(Finding),
  compliant: z.array(
    z.looseObject({ rule: z.string(), title: z.string(), evidence: z.array(ContractEvidence) }),
  ),
  undecided: z.array(z.looseObject({ rule: z.string(), title: z.string(), reason: z.string() })),
  fields: z.array(
    z.looseObject({ name: z.string(), status: z.enum(['present', 'absent']), confidence: z.number() }),
  ),
  clauses: z.array(
    z.object({
      ordinal: z.int(),
      kind: z.string(),
      label: z.string().exactOptional(),
      heading: z.string().exactOptional(),
      level: z.int(),
      parent: z.int().exactOptional(),
      span: Span,
      page: z.int().exactOptional(),
    }),
  ),
  clauseTypes: z.array(
    z.object({ type: z.string(), span: Span, confidence: z.number(), page: z.int().exactOptional() }),
  ),
  decisions: z.array(Decision),
});
export type ContractReview = z.infer<typeof ContractReview>;

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

export const getContract = defineRoute({
  name: 'getContract',
  method: 'GET',
  path: '/v1/contracts/:id',
  summary: 'Read the status of a contract.',
  scope: ['review'],
  params: byContract,
  status: 200,
  response: Contract,
  errors: ['contract.not-found'],
});

export const getContractReview = defineRoute({
  name: 'getContractReview',
  method: 'GET',
  path: '/v1/contracts/:id/review',
  summary: 'Read what was found in a contract: findings, what complies, fields, clauses, decisions.',
  scope: ['review'],
  params: byContract,
  status: 200,
  response: ContractReview,
  errors: ['contract.not-found', 'contract.not-reviewed'],
});

export const getContractReport = defineRoute({
  name: 'getContractReport',
  method: 'GET',
  path: '/v1/contracts/:id/report',
  summary:
    'Download the report of one contract; docx is the original with the suggestions as tracked changes and comments.',
  scope: ['review'],
  params: byContract,
  query: z.strictObject({ format: z.enum(['json', 'html', 'docx']).default('html') }),
  status: 200,
  download: [
    'application/json',
    'text/html',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  errors: ['contract.not-found', 'contract.not-reviewed', 'document.unsupported'],
});

export const retryContract = defineRoute({
  name: 'retryContract',
  method: 'POST',
  path: '/v1/contracts/:id/retry',
  summary: 'Review a contract that failed once more.',
  scope: ['review'],
  params: byContract,
  status: 202,
  response: Contract,
  idempotent: true,
  errors: ['contract.not-found'],
});

export const decideFinding = defineRoute({
  name: 'decideFinding',
  method: 'POST',
  path: '/v1/contracts/:id/decisions',
  summary: 'Say what a person makes of a finding, or what the review missed.',
  scope: ['review'],
  params: byContract,
  body: z.union([
    z.strictObject({
      kind: z.enum(['accepted', 'dismissed', 'edited', 'wrong-span']),
      findingKey: z.string().max(500),
      span: Span.exactOptional(),
      text: z.string().max(100_000).exactOptional().describe('The wording chosen instead, for "edited".'),
      note: z.string().max(10_000).exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('missed'),
      rule: z.string().min(1).max(200),
      clauseType: z.string().max(200).exactOptional(),
      span: Span.exactOptional(),
      note: z.string().max(10_000).exactOptional(),
    }),
  ]),
  status: 201,
  response: Decision,
  idempotent: true,
  errors: ['contract.not-found', 'contract.not-reviewed', 'finding.not-found'],
});

export const signOffContract = defineRoute({
  name: 'signOffContract',
  method: 'POST',
  path: '/v1/contracts/:id/sign-off',
  summary: 'End the review of a contract. Twice is once.',
  scope: ['review'],
  params: byContract,
  status: 204,
  idempotent: true,
  errors: ['contract.not-found', 'contract.not-reviewed'],
});

export const summarizeReviewQuality = defineRoute({
  name: 'summarizeReviewQuality',
  method: 'GET',
  path: '/v1/review-quality',
  summary: 'False positives and false negatives of every rule, by the decisions of people.',
  scope: ['review'],
  query: z.strictObject({ batchId: ContractBatchId.exactOptional() }),
  status: 200,
  response: z.object({
    rules: z.array(
      z.object({
        rule: z.string(),
        clauseType: z.string().exactOptional(),
        findings: z.int(),
        truePositives: z.int(),
        falsePositives: z.int(),
        falseNegatives: z.int(),
      }),
    ),
  }),
  errors: [],
});

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
