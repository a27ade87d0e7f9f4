import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { IngestionDrafts, IngestionWork, ParsedDocument } from '@groundwork/ingestion';
import type { EmbeddingSpaceId } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';

const partBytes = 1024 * 1024;

/** Of the revision being worked on, and only while it is: what was removed meanwhile leaves no draft behind. */
const isUnderWay = `SELECT FROM document d
  WHERE d.id = $1 AND d.revision = $2 AND d.status = 'processing' AND d.deleted_at IS NULL FOR UPDATE`;

export class PostgresIngestionDrafts implements IngestionDrafts {
  constructor(private readonly database: Database) {}

  findVectors(work: IngestionWork, spaceId: EmbeddingSpaceId): Promise<Map<string, Float32Array>> {
    return this.database.work(work.tenantId, async (tx) => {
      const rows = await tx.query<{ hash: string; values: Buffer }>(
        'SELECT text_hash AS hash, values FROM embedding_draft WHERE document_id = $1 AND space_id = $2',
        [work.documentId, spaceId],
      );
      return new Map(rows.map(({ hash, values }) => [hash, toVector(values)]));
    });
  }

  async saveVectors(
    work: IngestionWork,
    spaceId: EmbeddingSpaceId,
    vectors: ReadonlyMap<string, Float32Array>,
  ): Promise<void> {
    await this.database.work(work.tenantId, async (tx) => {
      if ((await tx.query(isUnderWay, [work.documentId, work.revision])).length === 0) return;
      await tx.query(
        `INSERT INTO embedding_draft (tenant_id, document_id, space_id, text_hash, values)
         SELECT current_tenant(), $1, $2, v.hash, v.values FROM unnest($3::text[], $4::bytea[]) AS v (hash, values)
         ON CONFLICT DO NOTHING`,
        [work.documentId, spaceId, [...vectors.keys()], [...vectors.values()].map(toBytes)],
      );
    });
  }

  async findParsed(work: IngestionWork): Promise<ParsedDocument | undefined> {
    const parts = await this.database.work(work.tenantId, (tx) =>
      tx.query<{ data: Buffer }>(
        'SELECT data FROM parsed_draft WHERE document_id = $1 AND revision = $2 ORDER BY part',
        [work.documentId, work.revision],
      ),
    );
    if (parts.length === 0) return undefined;
    const json = await promisify(gunzip)(Buffer.concat(parts.map(({ data }) => data)));
    // Written by `saveParsed` of this or an older release; a release that changes the shape drops the drafts.
    return JSON.parse(json.toString('utf8')) as ParsedDocument;
  }

  async saveParsed(work: IngestionWork, parsed: ParsedDocument): Promise<void> {
    const data = await promisify(gzip)(JSON.stringify(parsed), { level: 1 });
    await this.database.work(work.tenantId, async (tx) => {
      if ((await tx.query(isUnderWay, [work.documentId, work.revision])).length === 0) return;
      await tx.query('DELETE FROM parsed_draft WHERE document_id = $1', [work.documentId]);
      for (let start = 0; start < data.length; start += partBytes) {
        await tx.query(
          `INSERT INTO parsed_draft (tenant_id, document_id, part, revision, data)
           VALUES (current_tenant(), $1, $2, $3, $4)`,
          [work.documentId, start / partBytes, work.revision, data.subarray(start, start + partBytes)],
        );
      }
    });
  }
}

const toBytes = (vector: Float32Array) =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.length * Float32Array.BYTES_PER_ELEMENT);

/** Copied: the driver's buffer may lie anywhere, a vector's must be aligned. */
const toVector = (bytes: Buffer) => new Float32Array(new Uint8Array(bytes).buffer);
