import type { IndexedChunk, IngestionWork } from '@groundwork/ingestion';
import {
  CollectionId,
  DocumentId,
  DocumentVersionId,
  EmbeddingSpaceId,
  newId,
  systemPrincipal,
  TenantId,
} from '@groundwork/kernel';
import { type Database, openStores } from '@groundwork/postgres';
import { indexTerms } from '@groundwork/retrieval';
import { makeCorpus } from '../search/synthetic-corpus.ts';

const dimensions = 384;
const rowsInStatement = 200;

export interface IndexWrites {
  /** Documents to publish: what comes before the index is not measured. */
  claim(documents: number): Promise<IngestionWork[]>;
  /** Each with fifty Chunks. */
  publish(works: readonly IngestionWork[]): Promise<void>;
  /** Each with one Chunk: all at once, or each when the one before it is published. */
  publishSmall(works: readonly IngestionWork[], how: 'together' | 'one by one'): Promise<void>;
  /** The same rows by multi-row INSERTs into the same tables with their indexes, no trigger, no check, one access list. */
  bare(documents: number): Promise<void>;
}

const chunksInDocument = 50;
const placeholder = newId(EmbeddingSpaceId);
const vectorOf = (chunk: IndexedChunk) => chunk.vectors.get(placeholder)!;

/** One Tenant for ours and one for bare, on one database: what the writing itself costs, parsing and models left out. */
export async function openIndexWrites(database: Database): Promise<IndexWrites> {
  const stores = openStores(database);
  const corpus = makeCorpus(1_000, 0, dimensions).chunks.map(({ text, vector }, ordinal): IndexedChunk => ({
    ordinal: ordinal % chunksInDocument,
    span: { start: 0, end: text.length },
    text,
    headingPath: [],
    kind: 'text',
    language: 'en',
    terms: indexTerms({ title: '', headingPath: [], text }),
    vectors: new Map([[placeholder, vector]]),
  }));
  const open = async () => {
    const tenantId = newId(TenantId);
    const admin = { ...systemPrincipal(tenantId, 'bench'), grants: ['everyone'] as const };
    await stores.tenants.create({ id: tenantId, name: 'bench', createdAt: new Date() });
    const collectionId = newId(CollectionId);
    await stores.collections.create(admin, {
      id: collectionId,
      name: 'bench',
      access: ['everyone'],
      createdAt: new Date(),
    });
    const { id: spaceId } = await stores.spaces.ensure(tenantId, {
      name: 'bench',
      version: '1',
      dimensions,
      distance: 'cosine',
    });
    return { tenantId, admin, collectionId, spaceId };
  };
  const [own, other] = [await open(), await open()];
  const [bare] = await stores.documents.register(other.admin, [
    { collectionId: other.collectionId, externalId: 'bare', content: Buffer.from('x') },
  ]);
  const place = { ...other, documentId: bare!.document.id };
  let next = 0;
  const take = () => {
    const start = (next++ * chunksInDocument) % corpus.length;
    return corpus.slice(start, start + chunksInDocument);
  };
  const claim = async (documents: number) => {
    const originals = Array.from({ length: documents }, () => ({
      collectionId: own.collectionId,
      externalId: newId(DocumentId),
      content: Buffer.from('x'),
    }));
    const registered = await stores.documents.register(own.admin, originals);
    const ids = registered.map(({ document }) => document.id);
    return stores.work.claimTogether(own.tenantId, ids, { documents, bytes: 100 });
  };
  const publish = (work: IngestionWork, chunks: readonly IndexedChunk[]) =>
    stores.work.publish(work, {
      id: newId(DocumentVersionId),
      title: 'Document',
      mediaType: 'text/plain',
      text: 'x',
      language: 'en',
      pages: 1,
      flags: [],
      chunks: chunks.map((chunk) => ({ ...chunk, vectors: new Map([[own.spaceId, vectorOf(chunk)]]) })),
    });
  return {
    claim,
    publish: async (works) => {
      await Promise.all(works.map((work) => publish(work, take())));
    },
    publishSmall: async (works, how) => {
      const one = (work: IngestionWork) => publish(work, take().slice(0, 1));
      if (how === 'together') await Promise.all(works.map(one));
      else for (const work of works) await one(work);
    },
    bare: (documents) => insertBare(database, place, Array.from({ length: documents }, take).flat()),
  };
}

async function insertBare(
  database: Database,
  at: { tenantId: TenantId; documentId: string; spaceId: string },
  chunks: readonly IndexedChunk[],
): Promise<void> {
  await database.pool.query('ALTER TABLE chunk DISABLE TRIGGER add_to_index');
  await database.work(at.tenantId, async (tx) => {
    for (let start = 0; start < chunks.length; start += rowsInStatement) {
      const batch = chunks.slice(start, start + rowsInStatement);
      const ids = await tx.query<{ id: string }>(
        `INSERT INTO chunk (tenant_id, document_id, version_id, collection_id, access_list_id, valid_from, ordinal,
                            span_start, span_end, text, heading_path, kind, language, terms, term_counts, length)
         VALUES ${tuples(batch.length, 9)} RETURNING id`,
        batch.flatMap((chunk) => [
          at.tenantId,
          at.documentId,
          chunk.ordinal,
          chunk.span.end,
          chunk.text,
          chunk.language,
          [...chunk.terms.keys()],
          [...chunk.terms.values()],
          [...chunk.terms.values()].reduce((sum, count) => sum + count, 0),
        ]),
      );
      await tx.query(
        `INSERT INTO embedding (tenant_id, chunk_id, space_id, access_list_id, values)
         VALUES ${batch.map((_, i) => `($1, $${2 * i + 3}, $2, 1, $${2 * i + 4})`).join(', ')}`,
        [
          at.tenantId,
          at.spaceId,
          ...batch.flatMap((chunk, i) => [ids[i]!.id, `[${vectorOf(chunk).join(',')}]`]),
        ],
      );
      await insertPostings(tx, at.tenantId, batch, ids);
    }
  });
  await database.pool.query('ALTER TABLE chunk ENABLE TRIGGER add_to_index');
}

const tuples = (rows: number, width: number) =>
  Array.from({ length: rows }, (_, row) => {
    const p = (column: number) => `$${row * width + column + 1}`;
    return `(${p(0)}, ${p(1)}, ${p(1)}, ${p(1)}, 1, now(), ${p(2)}, 0, ${p(3)}, ${p(4)}, '{}', 'text', ${p(5)}, ${p(6)}, ${p(7)}, ${p(8)})`;
  }).join(', ');

/** One row for a term and a statement, its entries packed here. */
async function insertPostings(
  tx: Parameters<Parameters<Database['work']>[1]>[0],
  tenantId: TenantId,
  batch: readonly IndexedChunk[],
  ids: readonly { readonly id: string }[],
): Promise<void> {
  const rows = new Map<string, Buffer[]>();
  for (const [i, { terms }] of batch.entries()) {
    for (const [term, count] of terms) {
      const entry = Buffer.alloc(10);
      entry.writeUIntBE(Number(ids[i]!.id), 0, 6);
      entry.writeUInt16BE(count, 6);
      entry.writeUInt16BE(terms.size, 8);
      rows.set(term, [...(rows.get(term) ?? []), entry]);
    }
  }
  const entries = [...rows];
  for (let start = 0; start < entries.length; start += 2_000) {
    const part = entries.slice(start, start + 2_000);
    await tx.query(
      `INSERT INTO posting (tenant_id, term, access_list_id, block, last, entries)
       VALUES ${part.map((_, i) => `($1, $${2 * i + 4}, 1, $2, $3, $${2 * i + 5})`).join(', ')}`,
      [
        tenantId,
        ids[0]!.id,
        ids.at(-1)!.id,
        ...part.flatMap(([term, parts]) => [term, Buffer.concat(parts)]),
      ],
    );
  }
}
