import { ChunkId, DocumentVersionId, EmbeddingSpaceId, newId, TenantId } from '@groundwork/kernel';
import {
  describeChunkIndex,
  describeIdempotencyStore,
  MemoryChunkIndex,
  MemoryIdempotencyStore,
} from '../src/index.ts';

let count = 0;

describeChunkIndex('the index in memory', async () => {
  const index = new MemoryChunkIndex();
  const spaces = new Map<TenantId, EmbeddingSpaceId>();
  const current = new Map<string, ChunkId[]>();
  const remove = async (documentId: string) => {
    for (const chunkId of current.get(documentId) ?? []) index.remove(chunkId);
  };
  return {
    index,
    addTenant: async () => {
      const tenantId = newId(TenantId);
      const spaceId = newId(EmbeddingSpaceId);
      spaces.set(tenantId, spaceId);
      return { tenantId, spaceId };
    },
    publish: async (tenantId, text) => {
      await remove(text.documentId);
      const versionId = newId(DocumentVersionId);
      const lines = text.text.split('\n');
      const chunkIds = lines.map(() => ChunkId.parse(String(++count)));
      current.set(text.documentId, chunkIds);
      for (const [ordinal, line] of lines.entries()) {
        const start = lines.slice(0, ordinal).join('\n').length;
        index.add({
          tenantId,
          passage: {
            chunkId: chunkIds[ordinal]!,
            documentId: text.documentId,
            versionId,
            collectionId: text.collectionId,
            externalId: text.documentId,
            title: text.text,
            text: line,
            span: { start, end: start + line.length },
            headingPath: [],
            language: 'en',
            flags: [],
          },
          terms: text.terms,
          access: text.access,
          publishedAt: new Date(),
          ...(text.vector && { vectors: new Map([[spaces.get(tenantId)!, text.vector]]) }),
        });
      }
    },
    remove: (_tenantId, documentId) => remove(documentId),
  };
});

describeIdempotencyStore('the store in memory', async () => new MemoryIdempotencyStore());
