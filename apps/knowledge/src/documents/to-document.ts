import type { Document, DocumentText } from '@groundwork/ingestion';
import { errorRemedies } from '@groundwork/kernel';
import type { Document as DocumentBody, DocumentText as DocumentTextBody } from '@groundwork/protocol';

export function toDocument(document: Document): DocumentBody {
  const { failure, currentVersion, access, metadata, progress, createdAt, updatedAt } = document;
  return {
    id: document.id,
    collectionId: document.collectionId,
    externalId: document.externalId,
    title: document.title,
    mediaType: document.mediaType,
    bytes: document.bytes,
    ...(document.sha256 === undefined ? {} : { sha256: document.sha256 }),
    status: document.status,
    progress: { ...progress },
    ...(failure ? { failure: { ...failure, remedy: errorRemedies[failure.code] } } : {}),
    access: [...access],
    metadata: { ...metadata },
    ...(currentVersion ? { currentVersion: { ...currentVersion, flags: [...currentVersion.flags] } } : {}),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function toDocumentText({ document, ...text }: DocumentText): DocumentTextBody {
  return { documentId: document.id, title: document.title, ...text };
}
