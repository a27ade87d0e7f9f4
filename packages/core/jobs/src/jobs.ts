import { ContractId, DocumentId, EmbeddingSpaceId, sha256, TenantId } from '@groundwork/kernel';
import { z } from 'zod';
import { defineJob } from './define-job.ts';

/** Read, chunk, embed and publish the newest original of a Document, and of small ones that came along with it. */
export const ingestDocument = defineJob({
  name: 'document.ingest',
  payload: z.object({
    tenantId: TenantId,
    documentId: DocumentId,
    along: z.array(DocumentId).max(100).exactOptional(),
  }),
  attempts: 4,
  dedupeKey: ({ documentId, along }) => (along ? sha256([documentId, ...along].join()) : documentId),
  share: (job) => job.tenantId,
});

/** Embed the Chunks of one Tenant that an EmbeddingSpace lacks, while it is being built. */
export const buildSpace = defineJob({
  name: 'space.build',
  payload: z.object({ tenantId: TenantId, spaceId: EmbeddingSpaceId }),
  attempts: 10,
  dedupeKey: (job) => `${job.tenantId}.${job.spaceId}`,
});

/** Find rows whose job was lost and enqueue them again. Repeats on a schedule. */
export const sweepDocuments = defineJob({
  name: 'document.sweep',
  payload: z.object({}),
  attempts: 1,
  dedupeKey: () => 'sweep',
});

/** Fetch what is due at one web host: one job for a host at a time, so that it is asked politely. */
export const fetchWebSources = defineJob({
  name: 'web-source.fetch',
  payload: z.object({ tenantId: TenantId, host: z.string().max(300) }),
  attempts: 3,
  dedupeKey: (job) => `${job.tenantId}.${job.host.replaceAll(':', '_')}`,
});

/** Wake the web hosts at which something is due. Repeats on a schedule. */
export const sweepWebSources = defineJob({
  name: 'web-source.sweep',
  payload: z.object({}),
  attempts: 1,
  dedupeKey: () => 'sweep',
});

/** Read one Contract and review it against its batch's Playbook. */
export const reviewContract = defineJob({
  name: 'contract.review',
  payload: z.object({ tenantId: TenantId, contractId: ContractId }),
  attempts: 4,
  dedupeKey: (job) => job.contractId,
  share: (job) => job.tenantId,
});

/** Find Contracts whose job was lost and enqueue them again. Repeats on a schedule. */
export const sweepContracts = defineJob({
  name: 'contract.sweep',
  payload: z.object({}),
  attempts: 1,
  dedupeKey: () => 'sweep',
});

/** Statistics, space and large indexes of the database. Repeats on a schedule. */
export const maintainDatabase = defineJob({
  name: 'database.maintain',
  payload: z.object({}),
  attempts: 1,
  dedupeKey: () => 'maintain',
});

/** The catalogue: the only place a job is born. */
export const jobs = [
  ingestDocument,
  buildSpace,
  sweepDocuments,
  fetchWebSources,
  sweepWebSources,
  reviewContract,
  sweepContracts,
  maintainDatabase,
] as const;
