import type { IngestionDrafts, IngestionWork, ParsedDocument } from '@groundwork/ingestion';
import type { EmbeddingSpaceId } from '@groundwork/kernel';

/** IngestionDrafts in memory. Keeps what is saved: a test may look at it. */
export class MemoryIngestionDrafts implements IngestionDrafts {
  readonly parsed = new Map<string, ParsedDocument>();
  readonly vectors = new Map<string, Map<string, Float32Array>>();

  async findParsed(work: IngestionWork): Promise<ParsedDocument | undefined> {
    return this.parsed.get(keyOf(work));
  }
  async saveParsed(work: IngestionWork, parsed: ParsedDocument): Promise<void> {
    this.parsed.set(keyOf(work), parsed);
  }
  async findVectors(work: IngestionWork, spaceId: EmbeddingSpaceId): Promise<Map<string, Float32Array>> {
    return this.vectors.get(`${keyOf(work)} ${spaceId}`) ?? new Map<string, Float32Array>();
  }
  async saveVectors(
    work: IngestionWork,
    spaceId: EmbeddingSpaceId,
    vectors: ReadonlyMap<string, Float32Array>,
  ): Promise<void> {
    const saved = await this.findVectors(work, spaceId);
    this.vectors.set(`${keyOf(work)} ${spaceId}`, new Map([...saved, ...vectors]));
  }
}

const keyOf = ({ documentId, revision }: IngestionWork) => `${documentId} ${revision}`;
