import { z } from 'zod';
import { BySeverity, Contract, ContractBatch, Severity } from './contract-batches.ts';
import { defineRoute } from './define-route.ts';
import { ContractBatchId, ContractId } from './ids.ts';

const byContract = z.object({ id: ContractId });

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
