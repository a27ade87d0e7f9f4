import { ChunkId, CollectionId, DocumentId, DocumentVersionId, newId } from '@groundwork/kernel';
import type { Passage } from '@groundwork/retrieval';

let made = 0;

/** A Passage with this text; everything else is made up unless given. */
export function passageOf(text: string, given: Partial<Passage> = {}): Passage {
  made += 1;
  return {
    chunkId: ChunkId.parse(String(made)),
    documentId: newId(DocumentId),
    versionId: newId(DocumentVersionId),
    collectionId: newId(CollectionId),
    externalId: `document-${made}`,
    title: '',
    text,
    span: { start: 0, end: text.length },
    headingPath: [],
    language: 'en',
    flags: [],
    scores: { fused: 1 },
    rank: 1,
    ...given,
  };
}
