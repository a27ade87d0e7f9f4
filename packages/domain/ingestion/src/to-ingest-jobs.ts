import type { DocumentId, TenantId } from '@groundwork/kernel';
import type { Document } from './document.ts';

/** A Document to work on, and small ones that came along with it. */
export interface IngestJob {
  readonly tenantId: TenantId;
  readonly documentId: DocumentId;
  readonly along?: DocumentId[];
}

/** Documents of one Tenant that are worked on, and published, together: few and small enough to be held in memory. */
export const workedOnTogether = { documents: 24, bytes: 32 * 1024 };

/** Few jobs for many Documents: small ones share one, each larger one has its own. */
export function toIngestJobs(
  tenantId: TenantId,
  documents: readonly Pick<Document, 'id' | 'bytes'>[],
  most = workedOnTogether,
): IngestJob[] {
  const isSmall = ({ bytes }: { readonly bytes: number }) => bytes <= most.bytes;
  const jobs = documents
    .filter((document) => !isSmall(document))

    .map(({ id }): IngestJob => ({ tenantId, documentId: id }));
  const small = [...new Set(documents.filter(isSmall).map(({ id }) => id))];
  for (let start = 0; start < small.length; start += most.documents) {
    const [documentId, ...along] = small.slice(start, start + most.documents);
    jobs.push({ tenantId, documentId: documentId!, ...(along.length > 0 && { along }) });
  }
  return jobs;
}
