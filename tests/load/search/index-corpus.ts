import type { EmbeddingSpaceSpec } from '@groundwork/inference';
import type { IndexedChunk } from '@groundwork/ingestion';
import {
  CollectionId,
  DocumentVersionId,
  type EmbeddingSpaceId,
  type Grant,
  newId,
  type Principal,
  systemPrincipal,
  TenantId,
} from '@groundwork/kernel';
import {
  type Database,
  PostgresCollectionStore,
  PostgresDocumentStore,
  PostgresEmbeddingSpaceStore,
  PostgresIngestionStore,
} from '@groundwork/postgres';
import { indexTerms } from '@groundwork/retrieval';
import type { SyntheticChunk } from './synthetic-corpus.ts';

export interface IndexedCorpus {
  readonly reader: Principal;
  readonly spaceId: EmbeddingSpaceId;
}

const chunksInDocument = 50;
/** In turns of four Documents: two for everyone, one for the reader's group, one for another group. */
const accessInTurn: readonly Grant[] = ['everyone', 'group:ours', 'everyone', 'group:others'];

/** One Tenant that has these Chunks published, and a reader who may see three quarters of them. */
export async function indexCorpus(
  database: Database,
  spec: EmbeddingSpaceSpec,
  chunks: readonly SyntheticChunk[],
): Promise<IndexedCorpus> {
  const tenantId = newId(TenantId);
  await database.operate((tx) =>
    tx.query('INSERT INTO tenant (tenant_id, name, created_at) VALUES ($1, $2, now())', [tenantId, 'bench']),
  );
  const admin = systemPrincipal(tenantId, 'bench');
  const collectionId = newId(CollectionId);
  await new PostgresCollectionStore(database).create(admin, {
    id: collectionId,
    name: 'bench',
    access: ['everyone'],
    createdAt: new Date(),
  });
  const { id: spaceId } = await new PostgresEmbeddingSpaceStore(database).ensure(tenantId, spec);
  const documents = new PostgresDocumentStore(database);
  const ingestion = new PostgresIngestionStore(database);

  for (let start = 0; start < chunks.length; start += chunksInDocument) {
    const number = start / chunksInDocument;
    const [registered] = await documents.register(admin, [
      {
        collectionId,
        externalId: `document-${number}`,
        mediaType: 'text/plain',
        content: Buffer.from(`document ${number}`),
        access: [accessInTurn[number % accessInTurn.length]!],
      },
    ]);
    const work = registered && (await ingestion.claim(tenantId, registered.document.id));
    if (!work) throw new Error('The document was not to be claimed.');
    const own = toIndexedChunks(chunks.slice(start, start + chunksInDocument), `Document ${number}`, spaceId);
    await ingestion.publish(work, {
      id: newId(DocumentVersionId),
      title: `Document ${number}`,
      mediaType: 'text/plain',
      text: own.map(({ text }) => text).join('\n'),
      language: 'en',
      pages: 1,
      flags: [],
      chunks: own,
    });
  }
  const reader: Principal = {
    tenantId,
    kind: 'api-key',
    id: 'reader',
    grants: ['everyone', 'group:ours'],
    scopes: ['search'],
  };
  return { reader, spaceId };
}

function toIndexedChunks(
  chunks: readonly SyntheticChunk[],
  title: string,
  spaceId: EmbeddingSpaceId,
): IndexedChunk[] {
  let end = -1;
  return chunks.map(({ text, vector }, ordinal) => {
    const start = end + 1;
    end = start + text.length;
    return {
      ordinal,
      span: { start, end },
      text,
      headingPath: [],
      kind: 'text',
      language: 'en',
      terms: indexTerms({ title, headingPath: [], text }),
      vectors: new Map([[spaceId, vector]]),
    };
  });
}
