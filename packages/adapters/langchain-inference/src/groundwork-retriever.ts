import type { Passage } from '@groundwork/retrieval';
import { Document } from '@langchain/core/documents';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';

/** All that a citation needs: where the text stands, in which version of which Document, and why it was found. */
export type PassageMetadata = Omit<Passage, 'text'>;

export interface GroundworkRetrieverFields extends BaseRetrieverInput {
  /**
   * Searches for a Principal: bind it to one, e.g.
   * `async (query) => (await searchPassages.run(principal, { query, limit: 8 })).passages`.
   */
  readonly search: (query: string) => Promise<readonly Passage[]>;
}

/** Groundwork's search as a LangChain retriever, for chains built elsewhere; access is decided where it always is. */
export class GroundworkRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name(): string {
    return 'GroundworkRetriever';
  }
  override lc_namespace = ['groundwork', 'retrievers'];
  private readonly search: GroundworkRetrieverFields['search'];

  constructor(fields: GroundworkRetrieverFields) {
    super(fields);
    this.search = fields.search;
  }

  override async _getRelevantDocuments(query: string): Promise<Document<PassageMetadata>[]> {
    const passages = await this.search(query);
    return passages.map(toDocument);
  }
}

/** Text unchanged, so that `metadata.span` still says where each character came from. */
export function toDocument({ text, ...metadata }: Passage): Document<PassageMetadata> {
  return new Document({ id: metadata.chunkId, pageContent: text, metadata });
}
